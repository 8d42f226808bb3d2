-- What is over is emptied in place: see org.medalliance.platform.retention. Whoever is counted stays counted.
alter table referral
    alter column details drop not null,
    add column erased_at timestamptz,
    -- Whether the patient lay in hospital: such records are kept longer. Unknown of those that nobody has written since.
    add column inpatient boolean,
    add constraint referral_erased check ((details is null) = (erased_at is not null));
create index referral_to_erase on referral (alliance_id, moved_at)
    where state in ('CLOSED', 'WITHDRAWN') and erased_at is null;

-- Who is erased has no document, which is not to say that nobody ever knew who it was.
alter table patient
    alter column personal drop not null,
    alter column name_index drop not null,
    alter column name_prefixes drop not null,
    add column erased_at timestamptz,
    add column erasure_reason text,
    drop constraint patient_check,
    add constraint patient_documented check (erased_at is not null or (identity_kind = 'UNKNOWN') = (identity_index is null)),
    add constraint patient_erased check (
        case when erased_at is null
             then personal is not null and name_index is not null and name_prefixes is not null
             else personal is null and identity_index is null and phone_index is null and name_index is null
                  and name_prefixes is null and person is null
        end);
create index patient_to_erase on patient (alliance_id, registered_at) where erased_at is null;
create index patient_merged on patient (merged_into) where merged_into is not null;
