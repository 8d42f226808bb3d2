package org.medalliance.referral.export;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.indicator.CaseRows.CaseRow;
import org.medalliance.referral.indicator.CaseSelection;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.print.Words;

/** What a row holds. For the bureau numbers, codes, times and institutions; of a person, masked, for an institution alone. */
final class ExportColumns {

    private static final List<String> CASE = List.of(
            "转诊编号", "方向", "优先级", "通道", "专科代码", "状态", "结局", "转出机构代码", "转出机构", "转入机构代码", "转入机构", "转入科室代码", "提交时间", "接收时间",
            "应答时限", "婉拒理由代码", "转送理由代码", "到院时间", "办结时间");

    private static final List<String> PERSON = List.of("患者", "性别", "证件号码");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(CaseSelection.COUNTY);

    private ExportColumns() {}

    static List<String> headers(boolean withPerson) {
        return withPerson ? Stream.concat(CASE.stream(), PERSON.stream()).toList() : CASE;
    }

    /**
     * @param names of institutions, by id
     * @param patient null where no person is shown
     */
    static List<String> of(CaseRow it, Map<String, String> names, @Nullable Patient patient) {
        var ofCase = Stream.of(
                it.number(),
                Words.of("Direction", it.direction()),
                Words.of("Priority", it.priority()),
                Words.of("Pathway", it.pathway()),
                it.specialty(),
                Words.of("State", it.state()),
                it.closing() == null ? "" : Words.of("Closing", it.closing()),
                it.origin(),
                names.getOrDefault(it.origin(), it.origin()),
                it.destination(),
                names.getOrDefault(it.destination(), it.destination()),
                orEmpty(it.department()),
                minute(it.submittedAt()),
                minute(it.acceptedAt()),
                minute(it.acceptDue()),
                orEmpty(it.declinedFor()),
                orEmpty(it.forwardedFor()),
                minute(it.arrivedAt()),
                minute(it.closedAt()));
        return patient == null
                ? ofCase.toList()
                : Stream.concat(
                                ofCase,
                                Stream.of(
                                        patient.maskedName(), Words.of(patient.sex()), orEmpty(patient.maskedNumber())))
                        .toList();
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String minute(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at);
    }
}
