-- Files of a referral. The content of one stands in chunks, sealed under a key of its own; that key stands sealed beside
-- the file's name, once the whole is there. Content that is not kept is an upload under way, or what one left behind.
create table attachment_content (
    id          uuid        primary key,
    alliance_id text        not null,
    referral_id uuid        not null references referral (id) on delete cascade,
    begun_at    timestamptz not null,
    kept        boolean     not null default false
);
create index attachment_content_referral on attachment_content (referral_id);
create index attachment_content_unkept on attachment_content (begun_at) where not kept;

create table attachment_chunk (
    content_id  uuid  not null references attachment_content (id) on delete cascade,
    alliance_id text  not null,
    referral_id uuid  not null,
    position    int   not null,
    sealed      bytea not null,
    primary key (content_id, position)
);
-- Ciphertext does not get smaller.
alter table attachment_chunk alter column sealed set storage external;

create table attachment (
    id            uuid        primary key references attachment_content (id) on delete cascade,
    alliance_id   text        not null,
    referral_id   uuid        not null,
    kind          text        not null,
    size          bigint      not null,
    chunks        int         not null,
    -- Name, hash and the content's key: sealed as a whole.
    details       text        not null,
    subject       text        not null,
    institution   text        not null,
    practitioner  text,
    uploaded_at   timestamptz not null,
    struck_at     timestamptz,
    strike_reason text,
    check ((struck_at is null) = (strike_reason is null))
);
create index attachment_referral on attachment (referral_id, uploaded_at, id);

call hold_to_parties('attachment_content', 'referral_id');
call hold_to_parties('attachment_chunk', 'referral_id');
call hold_to_parties('attachment', 'referral_id');

-- What was added stays as it was added; it may be struck out, and goes with its referral.
revoke update on attachment_content from ${app};
grant update (kept) on attachment_content to ${app};
revoke update, delete on attachment_chunk from ${app};
revoke update, delete on attachment from ${app};
grant update (struck_at, strike_reason) on attachment to ${app};
