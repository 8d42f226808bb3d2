#!/bin/sh
# Makes deploy/compose/.env and the keys in deploy/compose/secrets: random, once, never overwritten. With --demo the realm
# is the one with the demo county's accounts, whose passwords everybody knows: only where no real patient is.
set -eu

folder=$(cd "$(dirname "$0")" && pwd -P)
env=$folder/.env
secrets=$folder/secrets
realm=../keycloak/alliance-realm.json
case ${1:-} in
  '') ;;
  --demo) realm=../demo/keycloak/alliance-realm.json ;;
  *) echo "用法 usage: $0 [--demo]" >&2; exit 2 ;;
esac
command -v openssl >/dev/null || { echo "需要 openssl，请先安装。 | openssl is needed; install it first." >&2; exit 1; }

umask 077

word() { openssl rand -base64 24 | tr '+/' '-_' | tr -d '=\n'; }

new_env() {
  cat <<EOF
# Made by generate-env.sh; only this file knows these words. Keep it out of backups that others read.
ALLIANCE_PUBLIC_URL=${ALLIANCE_PUBLIC_URL:-http://localhost:8080}
ALLIANCE_KEYCLOAK_URL=${ALLIANCE_KEYCLOAK_URL:-http://localhost:18180}
ALLIANCE_GATEWAY_PORT=8080
ALLIANCE_KEYCLOAK_PORT=18180
ALLIANCE_PROMETHEUS_PORT=9090
ALLIANCE_GRAFANA_PORT=3000
ALLIANCE_REALM_FILE=$realm
KAFKA_CLUSTER_ID=$(openssl rand -base64 16 | tr '+/' '-_' | tr -d '=\n' | sed 's/^-/A/')
EOF
  for name in POSTGRES_SUPERUSER_PASSWORD REFERRAL_OWNER_PASSWORD REFERRAL_APP_PASSWORD REFERRAL_WORKER_PASSWORD \
    TELEMEDICINE_OWNER_PASSWORD TELEMEDICINE_APP_PASSWORD TELEMEDICINE_WORKER_PASSWORD \
    STAFFING_OWNER_PASSWORD STAFFING_APP_PASSWORD STAFFING_WORKER_PASSWORD KEYCLOAK_OWNER_PASSWORD \
    KEYCLOAK_ADMIN_PASSWORD GRAFANA_ADMIN_PASSWORD ALLIANCE_GATEWAY_CLIENT_SECRET ALLIANCE_REFERRAL_CLIENT_SECRET \
    ALLIANCE_TELEMEDICINE_CLIENT_SECRET ALLIANCE_STAFFING_CLIENT_SECRET; do
    echo "$name=$(word)"
  done
  # With what the fields of persons are sealed and found; each service its own, one shared to link a person. Who loses
  # these has lost the data. In the environment, since the containers' account could not open a file that only we may.
  echo "ALLIANCE_CRYPTO_SUITE=sm"
  for name in REFERRAL TELEMEDICINE STAFFING; do
    echo "ALLIANCE_KEYS_$name=$(echo "{\"data\":[{\"version\":1,\"key\":\"$(key)\"}],\"index\":[$(finding_key)]}" | openssl base64 -A)"
  done
  echo "ALLIANCE_KEYS_PERSON=$(echo "{\"person\":[$(finding_key)]}" | openssl base64 -A)"
}

key() { openssl rand -base64 32 | tr -d '\n'; }

finding_key() { printf '{"version":1,"suite":"sm","key":"%s"}' "$(key)"; }

# An EC P-256 key as a JWK. Its DER form (RFC 5915) has d at byte 7, and x and y at bytes 57 and 89, 32 bytes each.
part() { # file, offset
  dd if="$1" bs=1 skip="$2" count=32 2>/dev/null | openssl base64 -A | tr '+/' '-_' | tr -d '='
}

care_keys() {
  recipients=
  for service in referral-service telemedicine-service staffing-service; do
    der=$secrets/$service.der
    openssl ecparam -name prime256v1 -genkey -noout -outform DER >"$der"
    public="\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"$service\",\"use\":\"enc\",\"alg\":\"ECDH-ES+A256KW\",\"x\":\"$(part "$der" 57)\",\"y\":\"$(part "$der" 89)\""
    echo "{\"keys\":[{$public,\"d\":\"$(part "$der" 7)\"}]}" >"$secrets/care-$service.jwks"
    recipients="$recipients${recipients:+,}{$public}"
    rm -f "$der"
  done
  echo "{\"keys\":[$recipients]}" >"$secrets/care-recipients.jwks"
  # The containers run under an account that is not ours; the folder keeps everybody else on this host out.
  chmod 444 "$secrets"/*.jwks
}

if [ -e "$env" ]; then
  echo "已存在，保持不变 | exists, left as it is: $env"
else
  new_env >"$env.next"
  mv "$env.next" "$env"
  echo "已生成 | made: $env"
fi
if [ -e "$secrets/care-recipients.jwks" ]; then
  echo "已存在，保持不变 | exist, left as they are: $secrets"
else
  rm -rf "$secrets"
  mkdir -p "$secrets"
  care_keys
  echo "已生成 | made: $secrets"
fi
