#!/bin/sh
# Makes the package a technician takes to a hall: the program and every Python package it needs as wheels, and what
# installs them. package.sh FOLDER writes FOLDER/shebao-kiosk-VERSION and the same as .tar.gz. DEPENDENCIES=no: the
# program's own wheel alone, and nothing is fetched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(cd "$here/../.." && pwd)
out=${1:?usage: package.sh FOLDER}
python=${PYTHON:-$tree/.venv/bin/python}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# In a folder of its own, so that nothing of an earlier build gets in and nothing is left in the work tree.
mkdir -p "$scratch/source" "$scratch/wheels" "$out"
for part in main.py kiosk ui printing devices resources pyproject.toml README.md LICENSE; do
    cp -R "$tree/$part" "$scratch/source/"
done
find "$scratch/source" -name __pycache__ -prune -exec rm -rf {} +

wheel() { "$python" -m pip wheel --quiet --disable-pip-version-check --wheel-dir "$scratch/wheels" "$@"; }
if "$python" -c 'import setuptools; assert int(setuptools.__version__.split(".")[0]) >= 75' 2>/dev/null; then
    wheel --no-deps --no-build-isolation "$scratch/source"
else
    wheel --no-deps "$scratch/source"
fi
own=$(echo "$scratch"/wheels/shebao_kiosk-*.whl)
[ "${DEPENDENCIES:-yes}" = no ] || wheel "$own"

name=shebao-kiosk-$(basename "$own" | cut -d- -f2)
rm -rf "${out:?}/$name"
mkdir "$out/$name"
mv "$scratch/wheels" "$out/$name/wheels"
cp -R "$scratch/source/resources/deploy" "$out/$name/deploy"
(cd "$out" && tar -czf "$name.tar.gz" "$name" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "$out/$name.tar.gz"
