package org.medalliance.platform.access;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class AllianceDatabaseTest {

    @Autowired
    AllianceDatabase database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from note",
                "select * from note where alliance_id = 'ruijin'",
                "select * from note where alliance_id = :alliances"
            })
    void aStatementThatIsNotHeldToAnAllianceIsNotBuilt(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> database.sql(new Scope("ruijin"), sql));
    }

    @Test
    void aScopeNamesAnAlliance() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope(" "));
    }
}
