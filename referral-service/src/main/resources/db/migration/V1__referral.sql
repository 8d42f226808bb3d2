create table patient (
    id             uuid        primary key,
    alliance_id    text        not null,
    institution_id text        not null,
    version        bigint      not null,
    name           text        not null,
    sex            text        not null check (sex in ('MALE', 'FEMALE')),
    birth_date     date        not null,
    identity_kind  text        not null check (identity_kind in ('RESIDENT_ID', 'NONE')),
    resident_id    text,
    phone          text,
    address        text,
    insurance      text        not null check (insurance in ('RESIDENT', 'EMPLOYEE', 'SELF_PAY')),
    registered_at  timestamptz not null,
    check ((identity_kind = 'RESIDENT_ID') = (resident_id is not null)),
    unique (alliance_id, institution_id, resident_id)
);

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
    origin_institution     text        not null,
    origin_practitioner    text,
    destination_institution text       not null,
    destination_department text        not null,
    state                  text        not null,
    details                jsonb       not null,
    submitted_at           timestamptz not null,
    moved_at               timestamptz not null,
    unique (alliance_id, number)
);
-- One open referral per patient, direction and specialty.
create unique index referral_one_open on referral (alliance_id, patient_id, direction, specialty)
    where state not in ('CLOSED', 'WITHDRAWN');
create index referral_patient on referral (patient_id);

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
    at           timestamptz not null,
    primary key (case_id, version)
);

-- Replicas of staffing's directory and of what telemedicine and staffing can offer.
create table institution (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    kind        text   not null,
    content     jsonb  not null,
    primary key (alliance_id, id)
);
create table practitioner (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    content     jsonb  not null,
    primary key (alliance_id, id)
);
create table roster (
    alliance_id text   not null,
    id          text   not null,
    sequence    bigint not null,
    institution text   not null,
    content     jsonb  not null,
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
