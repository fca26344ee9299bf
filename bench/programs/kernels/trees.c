/* Binary trees made and freed: calls, recursion and the allocator of the C library. */
#include "kernel.h"

typedef struct Node { struct Node *left, *right; uint32_t key; } Node;

static Node *insert(Node *tree, uint32_t key) {
    if (!tree) {
        Node *node = malloc(sizeof *node);
        *node = (Node){NULL, NULL, key};
        return node;
    }
    if (key < tree->key) tree->left = insert(tree->left, key);
    else tree->right = insert(tree->right, key);
    return tree;
}

static uint64_t walk(const Node *tree, uint64_t sum) {
    return tree ? walk(tree->right, mix(walk(tree->left, sum), tree->key)) : sum;
}

static void drop(Node *tree) {
    if (!tree) return;
    drop(tree->left);
    drop(tree->right);
    free(tree);
}

static uint64_t kernel(int rounds) {
    uint32_t seed = 3;
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        Node *tree = NULL;
        for (int i = 0; i < 3000; i++) tree = insert(tree, next(&seed));
        sum = walk(tree, sum);
        drop(tree);
    }
    return sum;
}
