package org.medalliance.local.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CountyGeneratorTest {

    private static final Path ROOT = Path.of(System.getProperty("house.root", "../.."));
    private static final int IMPORT_LIMIT = 900 * 1024;

    @Test
    void theFilesCheckedInAreThoseOfTheSeed() throws IOException {
        for (Map.Entry<String, String> file : CountyGenerator.files(ROOT).entrySet()) {
            assertThat(Files.readString(ROOT.resolve(file.getKey())))
                    .as("%s is not what CountyGenerator writes: run it and commit the result", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void anotherSeedGivesOtherPeople() {
        assertThat(County.draw(County.SEED + 100).patients())
                .hasSize(Patients.COUNT)
                .doesNotContainAnyElementsOf(County.draw(County.SEED).patients());
    }

    @Test
    void theDirectoryFitsIntoOneImport() throws IOException {
        assertThat(CountyGenerator.files(ROOT)
                        .get("deploy/demo/directory.json")
                        .getBytes(StandardCharsets.UTF_8)
                        .length)
                .isLessThan(IMPORT_LIMIT);
    }

    @Test
    void theRealmOfARealInstallationHoldsNoPersonNoPasswordAndNoDemoClient() throws IOException {
        assertThat(Files.readString(ROOT.resolve("deploy/keycloak/alliance-realm.json")))
                .doesNotContain("credentials", "alliance-demo", "his-demo", "\"directAccessGrantsEnabled\": true")
                .contains("\"passwordPolicy\": \"length(");
    }

    @Test
    void everyDiagnosisIsACodeWithANameAndInitials() throws IOException {
        Pattern code = Pattern.compile("[A-Z][0-9]{2}(\\.[0-9])?");
        Pattern initials = Pattern.compile("[a-z0-9]+");
        Pattern specialty = Pattern.compile("[0-9]{2}(\\.[0-9]{2})?");
        List<String[]> rows = diagnoses();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(300).allSatisfy(row -> {
            assertThat(row).hasSize(4);
            assertThat(row[0]).matches(code);
            assertThat(row[2]).as(row[1]).matches(initials).hasSameSizeAs(spoken(row[1]));
            assertThat(row[3]).matches(specialty);
        });
        assertThat(rows.stream().map(row -> row[0])).doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row[1])).doesNotHaveDuplicates();
    }

    @Test
    void everyConditionOfAPatientIsAKnownDiagnosis() throws IOException {
        Set<String> known = diagnoses().stream().map(row -> row[0]).collect(Collectors.toSet());
        assertThat(County.draw(County.SEED).patients())
                .allSatisfy(patient -> assertThat(known).containsAll(patient.conditions()));
    }

    private static List<String[]> diagnoses() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("deploy/demo/diagnoses.csv"));
        assertThat(lines.getFirst()).isEqualTo("code,name_zh,pinyin_initials,specialty");
        return lines.stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1)).toArray(String[]::new))
                .toList();
    }

    /** The characters of a name that are read aloud. */
    private static String spoken(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .map(character -> "x")
                .collect(Collectors.joining());
    }
}
