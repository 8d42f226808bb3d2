create table note (
    id          uuid   primary key,
    alliance_id text   not null,
    version     bigint not null,
    text        text   not null
);
