-- Outgoing webhooks: whom an alliance has its events sent to, and what is still to be sent.

create table webhook (
    id              uuid        primary key,
    alliance_id     text        not null,
    version         bigint      not null,
    name            text        not null,
    url             text        not null,
    kinds           text[]      not null,
    algorithm       text        not null check (algorithm in ('HMAC_SHA256', 'HMAC_SM3')),
    -- Sealed; while it is changed the one before stands in it too, and is good for a day.
    secret          text,
    previous_until  timestamptz,
    active          boolean     not null,
    created_by      text        not null,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    deleted_at      timestamptz,
    unique (alliance_id, id),
    check ((secret is null) = (deleted_at is not null))
);
create index webhook_alliance on webhook (alliance_id, created_at) where deleted_at is null;

-- The kinds of the webhooks that are active, and nothing else of them: what each event looks up when it is written.
create table webhook_kind (
    alliance_id text not null,
    kind        text not null,
    webhook_id  uuid not null,
    primary key (alliance_id, kind, webhook_id),
    foreign key (alliance_id, webhook_id) references webhook (alliance_id, id)
);
create index webhook_kind_webhook on webhook_kind (webhook_id);

create table webhook_delivery (
    id              uuid        primary key,
    alliance_id     text        not null,
    webhook_id      uuid        not null,
    event_id        uuid        not null,
    type            text        not null,
    subject         text        not null,
    sequence        bigint      not null,
    occurred_at     timestamptz not null,
    data            text        not null,
    state           text        not null check (state in ('PENDING', 'DELIVERED', 'DEAD')),
    attempts        int         not null,
    next_attempt_at timestamptz not null,
    -- Until then it is a worker's; one that dies leaves it to the others afterwards.
    claimed_until   timestamptz,
    give_up_at      timestamptz not null,
    last_status     int,
    last_reason     text,
    last_millis     bigint,
    created_at      timestamptz not null,
    finished_at     timestamptz,
    -- No event leaves its alliance, whatever a statement says.
    foreign key (alliance_id, webhook_id) references webhook (alliance_id, id),
    check ((state = 'PENDING') = (finished_at is null))
);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at) where state = 'PENDING';
create index webhook_delivery_listed on webhook_delivery (webhook_id, created_at desc, id desc);
create index webhook_delivery_dead on webhook_delivery (webhook_id, created_at desc, id desc) where state = 'DEAD';
create index webhook_delivery_finished on webhook_delivery (finished_at) where state <> 'PENDING';

call hold_to_alliance('webhook');
call hold_to_alliance('webhook_kind');
call hold_to_alliance('webhook_delivery');

-- As the outbox: an event of a shared case may be the other alliance's, and rings its webhooks.
create policy ring on webhook_kind for select to ${app} using (true);
create policy put_in on webhook_delivery for insert to ${app} with check (true);
