# Sourced by the other scripts: finds Python, makes .venv and installs what a requirements file
# names, but only when that file has changed since the last time.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python

find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Nummerwerk needs Python 3.11 or newer, and none was found on PATH." >&2
    echo "Install it (on Debian 12: apt install python3 python3-venv) and try again." >&2
    return 1
}

make_venv() {
    local base=$1
    # A virtual environment that was moved or whose Python has gone is made anew.
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    echo "Making .venv with $base …"
    rm -rf "$venv"
    if command -v uv >/dev/null && uv venv --quiet --seed --python "$base" "$venv"; then
        return
    fi
    if ! "$base" -m venv "$venv"; then
        rm -rf "$venv"
        echo "$base cannot make a virtual environment." >&2
        echo "On Debian and Ubuntu: apt install python3-venv; then try again." >&2
        return 1
    fi
}

install_packages() {
    local file=$1
    if command -v uv >/dev/null && uv pip install --quiet --python "$python" -r "$file"; then
        return
    fi
    "$python" -m pip install --quiet --disable-pip-version-check -r "$file"
}

# prepare requirements.txt            what runs the product
# prepare requirements-dev.txt        that and the tools of the tests
prepare() {
    local file=$1 base stamp state
    base=$(find_python)
    make_venv "$base"
    stamp=$venv/installed-${file%.txt}
    state=$(cat "$root"/requirements*.txt | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
        return
    fi
    echo "Installing $file …"
    if ! install_packages "$root/$file"; then
        echo "The packages of $file could not be installed; see above." >&2
        return 1
    fi
    echo "$state" >"$stamp"
    if [ "$file" = requirements-dev.txt ]; then
        echo "$state" >"$venv/installed-requirements" # they are among them
    fi
}
