#!/usr/bin/env bash
# A Python for aarch64 that runs here under qemu-user, for the tests of irtool on an aarch64 host:
#
#   tools/aarch64-python.sh build/aarch64
#   IRTOOL_AARCH64_PYTHON=build/aarch64/python pytest tests/test_aarch64_host.py
#
# Unpacks Debian's (or Ubuntu's) packages into a folder, without installing them, and beside them the wheels
# that irtool needs at run time. Needs apt, qemu-user and pip; the package lists of arm64 are kept in the
# folder too, so nothing of the system changes.
set -euo pipefail
if [ $# -ne 1 ] || [ "${1#-}" != "$1" ]; then
    echo "usage: tools/aarch64-python.sh FOLDER" >&2
    exit 2
fi
python=${PYTHON:-python3}
mkdir -p "$1"
folder=$(cd "$1" && pwd)
[ -x "$folder/python" ] && exit 0
version=$(apt-cache depends --no-recommends python3 | sed -n 's/^ *Depends: python3\(\.[0-9]*\)$/3\1/p' | head -n 1)

lists=$folder/apt
mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
apt=(-o "APT::Architectures::=arm64" -o "Dir::State::lists=$lists/lists" -o "Dir::Cache=$lists/cache" -o "APT::Sandbox::User=root")
apt-get "${apt[@]}" -qq update
packages=()
for name in "python$version-minimal" "libpython$version-minimal" "libpython$version-stdlib" \
    libc6 libgcc-s1 libstdc++6 libexpat1 zlib1g libffi8 libssl3 libbz2-1.0 liblzma5 libuuid1; do
    packages+=("$name:arm64")
done
mkdir -p "$folder/packages" "$folder/root" "$folder/wheels" "$folder/site"
(cd "$folder/packages" && apt-get "${apt[@]}" -qq download "${packages[@]}")
for package in "$folder"/packages/*.deb; do
    dpkg-deb -x "$package" "$folder/root"
done

"$python" -m pip --disable-pip-version-check --quiet download --only-binary=:all: --python-version "$version" \
    --platform manylinux2014_aarch64 --platform manylinux_2_28_aarch64 -d "$folder/wheels" \
    "librt>=0.16,<1" "mypy_extensions>=1.0"
for wheel in "$folder"/wheels/*.whl; do
    "$python" -m zipfile -e "$wheel" "$folder/site"
done

cat > "$folder/python" <<END
#!/bin/sh
PYTHONPATH="$folder/site:\$PYTHONPATH" exec qemu-aarch64 -L "$folder/root" "$folder/root/usr/bin/python$version" "\$@"
END
chmod +x "$folder/python"
rm -r "$folder/packages" "$folder/wheels" "$lists"
