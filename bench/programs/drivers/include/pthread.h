/* Threads for programs that can do without: there is one, so its mutexes are always free, and no second one can be made. */
typedef int pthread_mutex_t, pthread_cond_t, pthread_t;

#define pthread_mutex_init(mutex, attributes) ((void)(mutex), 0)
#define pthread_mutex_destroy(mutex) ((void)(mutex))
#define pthread_mutex_lock(mutex) ((void)(mutex), 0)
#define pthread_mutex_unlock(mutex) ((void)(mutex), 0)
#define pthread_cond_init(condition, attributes) ((void)(condition), 0)
#define pthread_cond_destroy(condition) ((void)(condition))
#define pthread_cond_wait(condition, mutex) ((void)(condition), (void)(mutex), 0)
#define pthread_cond_signal(condition) ((void)(condition))
#define pthread_cond_broadcast(condition) ((void)(condition))
#define pthread_create(thread, attributes, function, argument) ((void)(thread), 1)
#define pthread_join(thread, result) ((void)(thread), 1)
