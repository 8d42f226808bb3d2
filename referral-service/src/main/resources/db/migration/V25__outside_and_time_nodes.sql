-- Hospitals outside the network, to which patients are sent on. None is deleted: cases name them.
create table outside_institution (
    alliance_id  text   not null,
    code         text   not null,
    version      bigint not null,
    zh           text   not null,
    en           text   not null,
    level        text   not null,
    city         text   not null,
    active_from  date,
    active_until date,
    primary key (alliance_id, code)
);
call hold_to_alliance('outside_institution');

-- What an alliance asks for on the sheets that no national standard lays down; every version, the newest in force.
create table time_node_sheet (
    alliance_id text        not null,
    pathway     text        not null,
    version     bigint      not null,
    content     jsonb       not null,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    primary key (alliance_id, pathway, version)
);
call hold_to_alliance('time_node_sheet');
revoke update, delete on time_node_sheet from ${app};
