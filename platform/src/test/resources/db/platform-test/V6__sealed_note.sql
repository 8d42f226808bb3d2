create table sealed_note (
    id          uuid   primary key,
    alliance_id text   not null,
    version     bigint not null,
    -- Null once it was erased.
    sealed      text,
    word        text   not null,
    prefixes    text[] not null,
    person      text
);
call hold_to_alliance('sealed_note');
