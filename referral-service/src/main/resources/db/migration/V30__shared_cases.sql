-- Cases of other alliances in which an institution has a part: found by themselves, since what is sealed in them is hashed
-- with their own alliance's key. Null where the case is of the party's own alliance, which nearly all are; so the index
-- costs a submission nothing. Who gives a part to another alliance from within that one's sight writes the column; of all
-- others the trigger takes care.
alter table case_party add column case_alliance text;

alter table case_party no force row level security;
alter table referral no force row level security;
update case_party p set case_alliance = r.alliance_id
  from referral r where r.id = p.case_id and r.alliance_id <> p.alliance_id;
alter table referral force row level security;
alter table case_party force row level security;

create index case_party_shared on case_party (alliance_id, institution_id, case_alliance, submitted_at desc, case_id desc)
    where case_alliance is not null;

create function mark_shared_case() returns trigger language plpgsql as
$$
begin
    new.case_alliance := (
        select r.alliance_id from referral r where r.id = new.case_id and r.alliance_id <> new.alliance_id);
    return new;
end
$$;
create trigger case_is_shared before insert or update on case_party
    for each row when (new.alliance_id <> current_alliance())
    execute function mark_shared_case();
