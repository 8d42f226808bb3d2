-- A trusted extension since PostgreSQL 13: the database's owner may make it.
create extension if not exists btree_gist;

-- Replicas of staffing's directory: what is needed to see that a provider, an expert and a specialty fit. What was
-- removed there stays here inactive, so that an older word on it cannot bring it back.
create table institution (
    alliance_id text    not null,
    id          text    not null,
    sequence    bigint  not null,
    active      boolean not null,
    name        text    not null,
    specialties text[]  not null,
    primary key (alliance_id, id)
);
create table practitioner (
    alliance_id text    not null,
    id          text    not null,
    sequence    bigint  not null,
    active      boolean not null,
    name        text    not null,
    institution text    not null,
    specialties text[]  not null,
    primary key (alliance_id, id)
);

-- The hours at which an expert sits at the consult desk, every week.
create table weekly_hours (
    alliance_id  text     not null,
    expert       text     not null,
    weekday      smallint not null check (weekday between 1 and 7),
    begins       time     not null,
    ends         time     not null,
    provider     text     not null,
    specialty    text     not null,
    slot_minutes int      not null check (slot_minutes between 5 and 240),
    primary key (alliance_id, expert, weekday, begins),
    check (begins < ends)
);
create index weekly_hours_desk on weekly_hours (alliance_id, provider, specialty);

-- Visiting days that take a doctor away from the desk. A day that was called off stays, so that an older word on it
-- cannot bring it back.
create table expert_absence (
    alliance_id     text      not null,
    visiting_day_id uuid      not null,
    sequence        bigint    not null,
    expert          text      not null,
    during          tstzrange not null,
    called_off      boolean   not null,
    primary key (alliance_id, visiting_day_id)
);
create index expert_absence_during on expert_absence using gist (alliance_id, expert, during) where not called_off;

-- Nobody is in two consults at once, whatever the application does.
create table expert_booking (
    alliance_id text      not null,
    consult_id  uuid      not null,
    expert      text      not null,
    during      tstzrange not null check (not isempty(during)),
    primary key (alliance_id, consult_id, expert),
    constraint expert_in_one_place
        exclude using gist (alliance_id with =, expert with =, during with &&)
);
create table patient_booking (
    alliance_id text      not null,
    consult_id  uuid      not null,
    -- A keyed hash that the services share; it tells equal from unequal only.
    patient_key text      not null,
    during      tstzrange not null check (not isempty(during)),
    primary key (alliance_id, consult_id),
    constraint patient_in_one_place
        exclude using gist (alliance_id with =, patient_key with =, during with &&)
);

-- What was last said about the free slots of a provider's specialty, and when it will no longer be true by itself.
create table slot_board (
    alliance_id text        not null,
    provider    text        not null,
    specialty   text        not null,
    version     bigint      not null,
    content     text        not null,
    due_at      timestamptz not null,
    primary key (alliance_id, provider, specialty)
);
create index slot_board_due on slot_board (due_at);

create table consult (
    id               uuid        primary key,
    alliance_id      text        not null,
    version          bigint      not null,
    number           text        not null,
    state            text        not null,
    referral_id      uuid,
    referral_version bigint,
    requester        text        not null,
    provider         text        not null,
    specialty        text        not null,
    kind             text        not null,
    priority         text        not null,
    experts          text[]      not null,
    -- Patient, question, findings, opinion, comments: sealed as a whole.
    details          text        not null,
    requested_at     timestamptz not null,
    moved_at         timestamptz not null,
    unique (alliance_id, number),
    check ((referral_id is null) = (referral_version is null))
);
-- A referral asks once, however often that is told; and has one consult under way at a time.
create unique index consult_asked_once on consult (alliance_id, referral_id, referral_version)
    where referral_id is not null;
create unique index consult_under_way on consult (alliance_id, referral_id)
    where referral_id is not null
      and state in ('REQUESTED', 'OFFERED', 'SCHEDULED', 'IN_PROGRESS', 'OPINION_DRAFT');
create index consult_open on consult (state) where state not in ('CLOSED', 'DECLINED', 'CANCELLED');

-- Which institutions have a part in a case: the one place that widens sight.
create table case_party (
    case_id        uuid        not null references consult (id) on delete cascade,
    alliance_id    text        not null,
    institution_id text        not null,
    party          text        not null,
    requested_at   timestamptz not null,
    primary key (case_id, party, alliance_id, institution_id)
);
create index case_party_worklist on case_party (alliance_id, institution_id, party, requested_at desc, case_id desc);

-- Every move of a case: who, when, from where to where.
create table case_move (
    case_id      uuid        not null references consult (id) on delete cascade,
    alliance_id  text        not null,
    version      bigint      not null,
    action       text        not null,
    from_state   text,
    to_state     text        not null,
    institution  text,
    practitioner text,
    reason       text,
    at           timestamptz not null,
    primary key (case_id, version)
);
