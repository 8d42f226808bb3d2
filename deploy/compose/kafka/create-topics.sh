#!/bin/bash
# The platform's topics, as the one-machine edition makes them; those that are there stay as they are.
set -euo pipefail

servers=$1
topics=${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}
week=604800000

make() { # name, partitions, settings
  "$topics" --bootstrap-server "$servers" --create --if-not-exists --topic "$1" --partitions "$2" \
    --replication-factor "${KAFKA_REPLICATION:-1}" --config "$3"
}

# Events: kept for a week.
for name in referral.events.v1 telemedicine.events.v1 staffing.events.v1 attention.events.v1; do
  make "$name" 6 "retention.ms=$week"
  make "$name.dlt" 6 "retention.ms=$week"
done

# The last word on each key: what a service that starts later must still be told.
for name in directory.institutions.v1 directory.practitioners.v1 directory.rosters.v1 directory.beds.v1 \
  telemedicine.slots.v1; do
  make "$name" 3 cleanup.policy=compact
  make "$name.dlt" 3 "retention.ms=$week"
done

# Heads of the audit chains: kept for good, each of them, and in one order.
make audit.anchors.v1 1 retention.ms=-1
