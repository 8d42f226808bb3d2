package org.medalliance.referral.patient;

import java.util.List;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.springframework.stereotype.Component;

/** The hashes under which other features look for patients; each under every key in use. */
@Component
public class PatientKeys {

    private final PatientIndexes indexes;

    PatientKeys(PatientIndexes indexes) {
        this.indexes = indexes;
    }

    public List<String> ofName(String alliance, String name) {
        return indexes.names(alliance, name);
    }

    /** @param beginning of a name, four characters at most */
    public List<String> ofBeginning(String alliance, String beginning) {
        return indexes.prefixes(alliance, beginning);
    }

    /** Links the records of a person wherever registered. */
    public List<String> ofResident(String alliance, String residentId) {
        return indexes.persons(alliance, PatientIndexes.Sealed.identity(IdentityKind.RESIDENT_ID, residentId));
    }
}
