# Finds a JDK 25 and exports JAVA_HOME for it. Sourced by mvnw, alliance and .ci/run: Maven itself has to run on
# this JDK, because Spotless and Error Prone work inside Maven's own JVM and toolchains do not reach them.

is_jdk25() {
  [ -n "${1:-}" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] \
    && { grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null || "$1/bin/java" -version 2>&1 | grep -q 'version "25'; }
}

find_jdk25() {
  if is_jdk25 "${JAVA_HOME:-}"; then printf '%s\n' "$JAVA_HOME"; return 0; fi
  on_path=$(command -v javac 2>/dev/null) || on_path=
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    if is_jdk25 "$on_path"; then printf '%s\n' "$on_path"; return 0; fi
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/temurin* /usr/local/lib/jvm/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk25 "$candidate"; then printf '%s\n' "$candidate"; return 0; fi
  done
  return 1
}

if ! JAVA_HOME=$(find_jdk25); then
  echo "需要 JDK 25:在 JAVA_HOME、PATH 和常用安装目录中都没有找到。请安装 Eclipse Temurin 25(或任何 JDK 25),并让 JAVA_HOME 指向它。" >&2
  echo "A JDK 25 is needed; none was found in JAVA_HOME, PATH or the usual folders. Install one (e.g. Eclipse Temurin 25) and point JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
