-- How long an alliance keeps what: every version of its policy, the newest in force.
create table retention_policy (
    alliance_id text        not null,
    version     bigint      not null,
    content     text        not null,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    primary key (alliance_id, version)
);

-- Who is at erasing what, and how much was erased so far.
create table retention_run (
    alliance_id   text   not null,
    name          text   not null,
    claimed_until timestamptz,
    last_run_at   timestamptz,
    erased        bigint not null,
    primary key (alliance_id, name)
);

call hold_to_alliance('retention_policy');
call hold_to_alliance('retention_run');
revoke update, delete on retention_policy from ${app};
