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

