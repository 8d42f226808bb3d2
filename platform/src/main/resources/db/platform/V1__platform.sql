-- Tables of the platform's own mechanisms, the same in every service's database.

create table outbox (
    id           bigint      generated always as identity primary key,
    event_id     uuid        not null unique,
    alliance_id  text        not null,
    topic        text        not null,
    key          text        not null,
    shard        smallint    not null,
    type         text        not null,
    subject      text        not null,
    sequence     bigint      not null,
    occurred_at  timestamptz not null,
    data         text        not null,
    published_at timestamptz
);
create index outbox_pending on outbox (shard, id) where published_at is null;

create table inbox (
    consumer    text        not null,
    event_id    uuid        not null,
    received_at timestamptz not null,
    primary key (consumer, event_id)
);
create index inbox_received on inbox (received_at);

-- What a consumer could not digest, and what came after it under the same key: kept in order until someone decides.
create table dead_letter (
    id           uuid        primary key,
    consumer     text        not null,
    topic        text        not null,
    partition    int         not null,
    "offset"     bigint      not null,
    key          text        not null,
    event_id     uuid,
    type         text,
    headers      jsonb       not null,
    body         bytea       not null,
    reason       text        not null,
    parked_at    timestamptz not null,
    attempts     int         not null,
    resolved_at  timestamptz,
    resolution   text check (resolution in ('REPLAYED', 'DISCARDED')),
    resolved_by  text,
    unique (consumer, topic, partition, "offset"),
    check ((resolved_at is null) = (resolution is null))
);
create index dead_letter_open on dead_letter (consumer, key, "offset") where resolved_at is null;

create table idempotency_key (
    alliance_id text        not null,
    client      text        not null,
    key         text        not null,
    fingerprint text        not null,
    created_at  timestamptz not null,
    status      int,
    location    text,
    version     bigint,
    body        text,
    primary key (alliance_id, client, key)
) with (fillfactor = 70);
create index idempotency_key_created on idempotency_key (created_at);

create table case_number (
    alliance_id text   not null,
    kind        text   not null,
    day         date   not null,
    next        bigint not null,
    primary key (alliance_id, kind, day)
);
