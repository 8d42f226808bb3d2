-- btree_gist is a trusted extension: the database's owner may install it.
create extension if not exists btree_gist;

-- The directory: one row per institution, practitioner and roster shift, as it was imported.
create table directory_row (
    alliance_id text        not null,
    section     text        not null check (section in ('INSTITUTIONS', 'PRACTITIONERS', 'ROSTERS')),
    id          text        not null,
    version     bigint      not null,
    active      boolean     not null,
    body        jsonb       not null,
    changed_at  timestamptz not null,
    primary key (alliance_id, section, id)
);
create index directory_row_institution on directory_row (alliance_id, section, (body ->> 'institution'), id)
    where active;

create table visiting_day (
    id            uuid        primary key,
    alliance_id   text        not null,
    version       bigint      not null,
    practitioner  text        not null,
    employer      text        not null,
    clinic        text        not null,
    specialty     text        not null,
    starts_at     timestamptz not null,
    ends_at       timestamptz not null,
    places        int         not null check (places between 1 and 60),
    state         text        not null,
    reason        text,
    -- Sealed: it says why somebody could not come.
    comment       text,
    checked_in_at timestamptz,
    score         int,
    moved_at      timestamptz not null,
    check (starts_at < ends_at),
    constraint one_place_at_a_time exclude using gist (
        alliance_id with =, practitioner with =, tstzrange(starts_at, ends_at) with &&)
        where (state not in ('REFUSED', 'CANCELLED'))
);
create index visiting_day_practitioner on visiting_day (alliance_id, practitioner, starts_at, id);

-- Which institutions have a part in a visiting day: the one place that widens sight. The doctor has his by himself.
create table case_party (
    case_id        uuid not null references visiting_day (id) on delete cascade,
    alliance_id    text not null,
    institution_id text not null,
    party          text not null,
    primary key (case_id, party, alliance_id, institution_id)
);
create index case_party_institution on case_party (alliance_id, institution_id, case_id);

-- Every move of a visiting day: who, when, from where to where.
create table case_move (
    case_id      uuid        not null references visiting_day (id) on delete cascade,
    alliance_id  text        not null,
    version      bigint      not null,
    action       text        not null,
    from_state   text,
    to_state     text        not null,
    institution  text        not null,
    practitioner text,
    at           timestamptz not null,
    primary key (case_id, version)
);
