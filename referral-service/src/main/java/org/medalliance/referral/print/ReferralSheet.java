package org.medalliance.referral.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.referral.cases.Referral;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.print.Sheet.Field;
import org.medalliance.referral.print.Sheet.Fields;
import org.medalliance.referral.print.Sheet.Lines;
import org.medalliance.referral.print.Sheet.Section;
import org.medalliance.referral.print.Sheet.Signature;
import org.medalliance.referral.print.Sheet.Texts;

/** A referral up or across as the sheet that goes with the patient. Number, phone and address are masked, as on screen. */
record ReferralSheet(Referral referral, Patient patient, Names names) {

    /**
     * The directory's words for the codes that the case holds; the code itself where it knows none.
     *
     * @param doctor who sends, null where nobody is named
     * @param department that receives
     */
    record Names(
            String origin,
            @Nullable String doctor,
            String destination,
            String department,
            @Nullable String reservedDepartment,
            @Nullable String reservedDoctor) {

        Names from(String name) {
            return new Names(name, doctor, destination, department, reservedDepartment, reservedDoctor);
        }

        Names by(String name) {
            return new Names(origin, name, destination, department, reservedDepartment, reservedDoctor);
        }

        Names to(String name) {
            return new Names(origin, doctor, destination, department, reservedDepartment, name);
        }
    }

    Sheet sheet() {
        var urgent = referral.priority() != Referral.Priority.ROUTINE;
        return new Sheet(
                Words.of("Title", referral.direction().name()),
                referral.number(),
                names.origin(),
                urgent ? Words.of(referral.priority()) : null,
                sections(),
                List.of(
                        new Signature("转诊医生（签名）", names.doctor()),
                        new Signature("患者或家属（签名）", null),
                        new Signature("接诊医生（签名）", null)),
                stub());
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>();
        sections.add(route());
        sections.add(person());
        sections.add(diagnoses());
        sections.add(clinical());
        var reservation = referral.details().reservation();
        if (reservation != null) {
            sections.add(reservation(reservation));
        }
        var outcome = outcome();
        if (!outcome.isEmpty()) {
            sections.add(new Texts("转诊结果", outcome));
        }
        return sections;
    }

    private Section route() {
        return new Fields(
                "转诊信息",
                List.of(
                        Field.of("转出机构", names.origin()),
                        Field.of("转入机构", names.destination()),
                        Field.of("转诊医生", names.doctor()),
                        Field.of("转入科室", names.department()),
                        Field.of("紧急程度", Words.of(referral.priority())),
                        Field.of("绿色通道", Words.of(referral.pathway())),
                        Field.of("转诊时间", Times.minute(referral.submittedAt())),
                        Field.of("当前状态", Words.of(referral.state()))));
    }

    private Section person() {
        var personal = patient.personal();
        return new Fields(
                "患者",
                List.of(
                        Field.of("姓名", patient.name()),
                        Field.of("性别", Words.of(patient.sex())),
                        Field.of("出生日期", Times.day(patient.birthDate()) + "（" + age() + "）"),
                        Field.of("联系电话", Masks.phone(personal.phone())),
                        Field.of(Words.of(patient.identityKind()), patient.maskedNumber()),
                        Field.of("医保类型", Words.of(patient.insurance())),
                        Field.wide("住址", Masks.address(personal.address()))));
    }

    private Section diagnoses() {
        var diagnoses = referral.details().clinical().diagnoses();
        return new Lines(
                "初步诊断",
                List.of("序号", "ICD-10 编码", "诊断名称"),
                List.of(10, 22, 68),
                IntStream.range(0, diagnoses.size())
                        .mapToObj(i -> List.of(
                                i == 0 ? "主要" : String.valueOf(i + 1),
                                diagnoses.get(i).code(),
                                diagnoses.get(i).name()))
                        .toList());
    }

    private Section clinical() {
        var clinical = referral.details().clinical();
        return new Texts(
                "病情与转诊原因",
                List.of(
                        Field.wide("病情摘要", clinical.summary()),
                        Field.wide("过敏史", clinical.allergies()),
                        Field.wide("用药情况", clinical.medication()),
                        Field.wide("已做检查", clinical.examinations()),
                        Field.wide("转诊原因", Words.of(referral.details().reason())),
                        Field.wide("知情同意", consent())));
    }

    private String consent() {
        var consent = referral.details().consent();
        return "%s，%s，%s".formatted(Words.of(consent.givenBy()), Words.of(consent.form()), Times.minute(consent.at()));
    }

    private String age() {
        return Times.age(patient.birthDate(), referral.submittedAt());
    }

    private Section reservation(Referral.Reservation it) {
        return new Fields(
                "预约（请按时到达，并携带本单）",
                List.of(
                        Field.of("预约方式", Words.of(it.kind())),
                        Field.of("预约时间", Times.minute(it.at())),
                        Field.of("科室", names.reservedDepartment()),
                        Field.of("医生", names.reservedDoctor()),
                        Field.of("床位", it.bed()),
                        Field.wide("请携带", it.bring())));
    }

    private List<Field> outcome() {
        var details = referral.details();
        var outcome = new ArrayList<Field>();
        if (details.decline() != null) {
            outcome.add(Field.wide(
                    "退回",
                    Words.of(details.decline().reason()) + "："
                            + details.decline().comment()));
        }
        if (details.consult() != null && details.consult().conclusion() != null) {
            outcome.add(Field.wide("会诊结论", Words.of(details.consult().conclusion())));
        }
        if (details.arrivedAt() != null) {
            outcome.add(Field.wide("到达时间", Times.minute(details.arrivedAt())));
        }
        if (details.treatment() != null) {
            outcome.add(Field.wide("诊治情况", details.treatment().summary()));
        }
        if (details.withdrawal() != null) {
            outcome.add(Field.wide("撤回", Words.of(details.withdrawal())));
        }
        if (details.closing() != null) {
            outcome.add(Field.wide("办结", Words.of(details.closing())));
        }
        return outcome;
    }

    private List<Field> stub() {
        return List.of(
                Field.of("姓名", patient.name()),
                Field.of("性别 年龄", Words.of(patient.sex()) + "　" + age()),
                Field.of("转入机构", names.destination()),
                Field.of("转入科室", names.department()),
                Field.of("转诊医生", names.doctor()),
                Field.of("转诊时间", Times.minute(referral.submittedAt())));
    }
}
