-- What somebody has to look at, and who. One open item for a case, kind and audience: raised again, it rings again.
create table attention_item (
    id              uuid        primary key,
    alliance_id     text        not null,
    version         bigint      not null,
    kind            text        not null,
    urgency         text        not null check (urgency in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
    step            int         not null,
    case_type       text        not null,
    case_id         uuid        not null,
    case_number     text        not null,
    institution     text        not null,
    role            text,
    practitioner    text,
    former_role     text,
    former_practitioner text,
    state           text        not null check (state in ('OPEN', 'ACKNOWLEDGED', 'CLEARED')),
    raised_at       timestamptz not null,
    changed_at      timestamptz not null,
    acknowledged_by text,
    acknowledged_at timestamptz,
    check (role is not null or practitioner is not null),
    check ((state = 'ACKNOWLEDGED') = (acknowledged_at is not null))
);
create unique index attention_open_once
    on attention_item (alliance_id, case_id, kind, institution, coalesce(role, ''), coalesce(practitioner, ''))
    where state = 'OPEN';
create index attention_open on attention_item (alliance_id, institution, raised_at desc, id desc) where state = 'OPEN';
create index attention_changed on attention_item (changed_at, id);
call hold_to_alliance('attention_item');

-- The policies of an alliance, every version of them; without a row the defaults hold (version 0).
create table deadline_policy (
    alliance_id text        not null,
    case_type   text        not null,
    version     bigint      not null,
    content     text        not null,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    primary key (alliance_id, case_type, version)
);
call hold_to_alliance('deadline_policy');

-- A limit that runs, or is paused (due_at null, counted so far kept), for a case. Gone with the state that it was for.
create table deadline (
    id           uuid        primary key,
    alliance_id  text        not null,
    case_type    text        not null,
    case_id      uuid        not null,
    case_number  text        not null,
    name         text        not null,
    signature    text        not null,
    plan         text        not null,
    started_at   timestamptz not null,
    counted_ms   bigint      not null,
    next_step    int         not null,
    steps        int         not null,
    effect       text,
    due_at       timestamptz,
    paused       boolean     not null,
    acknowledged boolean     not null,
    ends_with_acknowledgement boolean not null,
    unique (alliance_id, case_id, name)
) with (fillfactor = 80);
create index deadline_due on deadline (due_at) where due_at is not null;
call hold_to_alliance('deadline');
