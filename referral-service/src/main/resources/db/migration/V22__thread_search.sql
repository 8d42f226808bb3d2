-- What the parties of a case say to one another. The thread's own row puts its messages in order: whoever writes holds it.
create table thread (
    id          uuid        primary key,
    alliance_id text        not null,
    referral_id uuid        not null unique references referral (id) on delete cascade,
    messages    bigint      not null,
    last_at     timestamptz not null
);

create table thread_message (
    id              uuid        primary key,
    alliance_id     text        not null,
    referral_id     uuid        not null references referral (id) on delete cascade,
    -- Sealed: people write what they please.
    text            text        not null,
    author_alliance text        not null,
    institution     text        not null,
    subject         text        not null,
    practitioner    text,
    written_at      timestamptz not null
);
create unique index thread_message_in_order on thread_message (referral_id, written_at desc, id desc);

-- How far a person has read.
create table thread_mark (
    referral_id     uuid        not null references referral (id) on delete cascade,
    alliance_id     text        not null,
    reader_alliance text        not null,
    institution     text        not null,
    subject         text        not null,
    read_until      timestamptz not null,
    primary key (referral_id, reader_alliance, institution, subject)
);

call hold_to_parties('thread', 'referral_id');
call hold_to_parties('thread_message', 'referral_id');
call hold_to_parties('thread_mark', 'referral_id');
-- What was said stays as it was said, and goes with its case.
revoke update on thread_message from ${app};


-- Search. Sealed values are found by their keyed hashes; row-level security lets an index be asked only by operators that
-- the database knows to leak nothing, which equality of texts is and overlap of arrays is not: hence a row for each hash.
-- Rows that were there before are found by diagnosis once they are written again.
alter table referral add column diagnosis_index text[];

-- The beginnings of each diagnosis's code, from its category on.
create table referral_diagnosis (
    alliance_id  text        not null,
    token        text        not null,
    submitted_at timestamptz not null,
    case_id      uuid        not null,
    primary key (alliance_id, token, submitted_at, case_id)
);
-- Not of all parties' alliances: the hashes of another alliance are of another key.
call hold_to_alliance('referral_diagnosis');

create function find_by_diagnosis() returns trigger language plpgsql as
$$
begin
    if tg_op <> 'INSERT' then
        delete from referral_diagnosis
         where alliance_id = old.alliance_id and token = any (old.diagnosis_index)
           and submitted_at = old.submitted_at and case_id = old.id;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    insert into referral_diagnosis (alliance_id, token, submitted_at, case_id)
    select distinct new.alliance_id, token, new.submitted_at, new.id from unnest(new.diagnosis_index) token;
    return new;
end
$$;
create trigger referral_is_found after insert on referral
    for each row when (new.diagnosis_index is not null) execute function find_by_diagnosis();
create trigger referral_is_found_anew after update on referral
    for each row when (old.diagnosis_index is distinct from new.diagnosis_index
                       or old.submitted_at is distinct from new.submitted_at)
    execute function find_by_diagnosis();
-- Before, while its parties are there who may see the rows.
create trigger referral_is_not_found before delete on referral
    for each row when (old.diagnosis_index is not null) execute function find_by_diagnosis();

-- Names and their beginnings, wherever in the alliance the patient is registered.
create table name_hash (
    alliance_id text not null,
    token       text not null,
    patient_id  uuid not null,
    primary key (alliance_id, token, patient_id)
);

create function find_by_name() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' then
        delete from name_hash
         where alliance_id = old.alliance_id and token = any (old.name_index || old.name_prefixes) and patient_id = old.id;
    end if;
    insert into name_hash (alliance_id, token, patient_id)
    select distinct new.alliance_id, token, new.id from unnest(new.name_index || new.name_prefixes) token
     where token is not null;
    return null;
end
$$;
create trigger patient_is_found after insert on patient
    for each row execute function find_by_name();
create trigger patient_is_found_anew after update on patient
    for each row when (old.name_index is distinct from new.name_index
                       or old.name_prefixes is distinct from new.name_prefixes)
    execute function find_by_name();

alter table patient no force row level security;
insert into name_hash (alliance_id, token, patient_id)
select distinct p.alliance_id, token, p.id from patient p, unnest(p.name_index || p.name_prefixes) token
 where token is not null;
alter table patient force row level security;
call hold_to_alliance('name_hash');
create index patient_person on patient (alliance_id, person) where person is not null;
