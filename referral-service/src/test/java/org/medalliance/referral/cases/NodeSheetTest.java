package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.NodeSheet.Node;
import org.medalliance.referral.cases.NodeSheet.Span;
import org.medalliance.referral.content.Pathway;

/** Every green channel has its sheet, and what a sheet measures stands on it. */
class NodeSheetTest {

    @Test
    void everyGreenChannelHasOneSheetInTheOrderOfThePathways() {
        assertThat(NodeSheet.allSupplied())
                .extracting(NodeSheet::pathway)
                .containsExactly(Pathway.CHEST_PAIN, Pathway.STROKE, Pathway.TRAUMA, Pathway.MATERNAL, Pathway.NEWBORN);
        assertThat(NodeSheet.supplied(Pathway.GENERAL)).isNull();
    }

    @Test
    void aSpanIsMeasuredBetweenNodesOfItsSheetInTheirOrder() {
        assertThat(NodeSheet.allSupplied())
                .allSatisfy(sheet -> assertThat(sheet.spans()).isNotEmpty().allSatisfy(span -> assertThat(sheet.nodes())
                        .containsSubsequence(span.from(), span.to())));
    }

    @Test
    void theNationalThresholdsAreWhatTheCentresAreMeasuredBy() {
        assertThat(NodeSheet.allSupplied().getFirst().spans())
                .contains(Span.within("DOOR_TO_BALLOON", "DOOR", "BALLOON", 90))
                .contains(Span.below("CONTACT_TO_ECG", "FIRST_CONTACT", "FIRST_ECG", 10));
        assertThat(NodeSheet.allSupplied().get(1).spans())
                .contains(Span.within("DOOR_TO_NEEDLE", "DOOR", "NEEDLE", 60, 45));
    }

    @Test
    void onlyChestPainAndStrokeAreLaidDownForTheNation() {
        assertThat(NodeSheet.allSupplied())
                .filteredOn(NodeSheet::national)
                .extracting(NodeSheet::pathway)
                .containsExactly(Pathway.CHEST_PAIN, Pathway.STROKE);
        assertThat(NodeSheet.allSupplied()).filteredOn(it -> !it.national()).allSatisfy(sheet -> assertThat(
                        sheet.spans())
                .allSatisfy(span -> assertThat(span.withinMinutes()).isNull()));
    }

    @Test
    void everyNodeHasItsWordsInBothLanguages() {
        assertThat(NodeSheet.allSupplied())
                .allSatisfy(sheet ->
                        assertThat(sheet.labels()).extracting(Node::code).containsExactlyElementsOf(sheet.nodes()));
        assertThat(NodeSheet.allSupplied())
                .flatExtracting(NodeSheet::labels)
                .allSatisfy(label -> assertThat(List.of(label.zh(), label.en())).doesNotContain(label.code()));
    }

    @Test
    void aNodeThatIsNotAskedForAnyMoreKeepsItsWords() {
        var before = new NodeSheet(
                Pathway.TRAUMA,
                1,
                false,
                List.of("A", "B"),
                List.of(new Node("A", "甲", "a"), new Node("B", "乙", "b")),
                List.of());
        var now =
                new NodeSheet(Pathway.TRAUMA, 2, false, List.of("B"), List.of(new Node("B", "新乙", "new b")), List.of());

        var sheet = now.remembering(before);

        assertThat(sheet.nodes()).containsExactly("B");
        assertThat(sheet.labels()).containsExactly(new Node("B", "新乙", "new b"), new Node("A", "甲", "a"));
    }
}
