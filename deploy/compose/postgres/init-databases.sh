#!/bin/bash
# Runs once, when the data directory is empty. Per service a database of its own, an owner role for migrations, an
# application role that owns nothing, reads and writes one alliance's rows at a time, and can create nothing, and a
# worker role, likewise, which the migrations let see every alliance.
set -euo pipefail

service_database() { # name, owner's password, application's password, worker's password
  psql --no-psqlrc -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -v name="$1" -v owner="$1_owner" -v app="$1_app" -v worker="$1_worker" \
    -v owner_password="$2" -v app_password="$3" -v worker_password="$4" <<'SQL'
create role :"owner" login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role :"app" login nosuperuser nocreatedb nocreaterole password :'app_password';
create role :"worker" login nosuperuser nocreatedb nocreaterole password :'worker_password';
create database :"name" owner :"owner";
revoke all on database :"name" from public;
grant connect on database :"name" to :"app", :"worker";
\connect :"name"
create extension if not exists pg_stat_statements;
alter schema public owner to :"owner";
revoke all on schema public from public;
grant usage on schema public to :"app";
alter default privileges for role :"owner" in schema public grant select, insert, update, delete on tables to :"app";
alter default privileges for role :"owner" in schema public grant usage on sequences to :"app";
SQL
}

service_database referral "$REFERRAL_OWNER_PASSWORD" "$REFERRAL_APP_PASSWORD" "$REFERRAL_WORKER_PASSWORD"
service_database telemedicine "$TELEMEDICINE_OWNER_PASSWORD" "$TELEMEDICINE_APP_PASSWORD" "$TELEMEDICINE_WORKER_PASSWORD"
service_database staffing "$STAFFING_OWNER_PASSWORD" "$STAFFING_APP_PASSWORD" "$STAFFING_WORKER_PASSWORD"

psql --no-psqlrc -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v owner_password="$KEYCLOAK_OWNER_PASSWORD" <<'SQL'
create role keycloak_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create database keycloak owner keycloak_owner;
revoke all on database keycloak from public;
SQL
