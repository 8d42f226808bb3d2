-- Who a patient is stands sealed in one column; the hashes beside it are for finding, and tell equal from unequal only.
create table patient (
    id             uuid        primary key,
    alliance_id    text        not null,
    institution_id text        not null,
    version        bigint      not null,
    sex            text        not null check (sex in ('MALE', 'FEMALE')),
    identity_kind  text        not null check (identity_kind in (
        'RESIDENT_ID', 'PASSPORT', 'HK_MACAU_PERMIT', 'TAIWAN_PERMIT', 'FOREIGN_PERMANENT_RESIDENT',
        'BIRTH_CERTIFICATE', 'UNKNOWN')),
    insurance      text        not null check (insurance in ('RESIDENT', 'EMPLOYEE', 'SELF_PAY')),
    personal       text        not null,
    identity_index text,
    phone_index    text,
    name_index     text        not null,
    name_prefixes  text[]      not null,
    -- Links the records of one person across institutions and services; null while nobody knows who it is.
    person         text,
    merged_into    uuid        references patient (id),
    registered_at  timestamptz not null,
    check ((identity_kind = 'UNKNOWN') = (identity_index is null)),
    check ((identity_index is null) = (person is null)),
    check (merged_into is null or identity_kind = 'UNKNOWN'),
    unique (alliance_id, institution_id, identity_index)
);
create index patient_phone on patient (alliance_id, institution_id, phone_index) where phone_index is not null;
create index patient_name on patient (alliance_id, institution_id, name_index);
create index patient_prefix on patient using gin (name_prefixes);

-- Who saw what of whom in clear, and why. Written once.
create table patient_reveal (
    id             uuid        primary key,
    alliance_id    text        not null,
    patient_id     uuid        not null references patient (id),
    institution_id text        not null,
    subject        text        not null,
    fields         text[]      not null,
    purpose        text        not null,
    explanation    text        not null,
    at             timestamptz not null
);
create index patient_reveal_patient on patient_reveal (patient_id, at);

create table diagnosis (
    alliance_id     text not null,
    code            text not null,
    name            text not null,
    pinyin_initials text not null,
    specialty       text,
    primary key (alliance_id, code)
);

create table referral (
    id                     uuid        primary key,
    alliance_id            text        not null,
    version                bigint      not null,
    number                 text        not null,
    direction              text        not null,
    priority               text        not null,
    pathway                text        not null,
    specialty              text        not null,
    patient_id             uuid        not null references patient (id),
    person                 text,
    origin_institution     text        not null,
    origin_practitioner    text,
    -- Empty in a draft that has not chosen one.
    destination_institution text       not null,
    destination_department text,
    destination_practitioner text,
    state                  text        not null,
    -- Diagnoses, clinical text, comments: sealed as a whole.
    details                text        not null,
    -- A drill: in no list and no number.
    synthetic              boolean     not null,
    submitted_at           timestamptz not null,
    -- When it came to its state, or to its destination.
    since                  timestamptz not null,
    moved_at               timestamptz not null,
    -- The case that this one goes on with: a stay that a down-referral follows, or a return that a recall ends.
    continues              uuid        references referral (id),
    closing                text,
    unique (alliance_id, number)
);
-- One open referral per person, direction and specialty, wherever the person is registered.
create unique index referral_one_open
    on referral (alliance_id, coalesce(person, cast(patient_id as text)), direction, specialty)
    where state not in ('DRAFT', 'CLOSED', 'WITHDRAWN');
create index referral_patient on referral (patient_id);
-- The gauge of open cases counts from this index alone.
create index referral_open_by_state on referral (state, submitted_at desc, id desc)
    where state not in ('CLOSED', 'WITHDRAWN');
create index referral_continues on referral (continues) where continues is not null;

-- Which institutions have a part in a case: the one place that widens sight.
create table case_party (
    case_id        uuid        not null references referral (id) on delete cascade,
    alliance_id    text        not null,
    institution_id text        not null,
    party          text        not null,
    submitted_at   timestamptz not null,
    primary key (case_id, party, alliance_id, institution_id)
);
create index case_party_worklist on case_party (alliance_id, institution_id, party, submitted_at desc, case_id desc);

-- Every move of a case: who, when, from where to where.
create table case_move (
    case_id      uuid        not null references referral (id) on delete cascade,
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

-- What an alliance has changed of the reasons that come with the product, or added to them.
create table reason (
    alliance_id      text    not null,
    kind             text    not null,
    code             text    not null,
    zh               text    not null,
    en               text    not null,
    roles            text[]  not null,
    comment_required boolean not null,
    active_from      date,
    active_until     date,
    primary key (alliance_id, kind, code)
);

-- Replicas of staffing's directory and of what telemedicine and staffing can offer. A row that left the directory keeps
-- its sequence, so that a late event cannot bring it back.
create table institution (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    kind        text   not null,
    content     jsonb  not null,
    active      boolean not null default true,
    primary key (alliance_id, id)
);
create table practitioner (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    content     jsonb  not null,
    active      boolean not null default true,
    primary key (alliance_id, id)
);
create table roster (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    institution text   not null,
    content     jsonb  not null,
    active      boolean not null default true,
    primary key (alliance_id, id)
);
create table visiting_day (
    alliance_id  text        not null,
    id           uuid        not null,
    sequence     bigint      not null,
    clinic       text        not null,
    practitioner text        not null,
    specialty    text        not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    places       int         not null,
    cancelled    boolean     not null,
    primary key (alliance_id, id)
);
create index visiting_day_clinic on visiting_day (alliance_id, clinic, specialty, starts_at) where not cancelled;
create table consult_slots (
    alliance_id text   not null,
    provider    text   not null,
    specialty   text   not null,
    sequence    bigint not null,
    content     jsonb  not null,
    primary key (alliance_id, provider, specialty)
);
