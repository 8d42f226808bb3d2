package org.medalliance.referral.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.referral.cases.Referral;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.Diagnosis;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.print.Sheet.Field;
import org.medalliance.referral.print.Sheet.Fields;
import org.medalliance.referral.print.Sheet.Lines;
import org.medalliance.referral.print.Sheet.Section;
import org.medalliance.referral.print.Sheet.Signature;
import org.medalliance.referral.print.Sheet.Texts;
import org.medalliance.referral.reason.Reason;
import org.medalliance.referral.reason.Reason.Kind;

/** A referral up or across as the sheet that goes with the patient. Number, phone and address are masked, as on screen. */
record ReferralSheet(Referral referral, Patient patient, Names names, List<Reason> reasons) {

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
        var urgent = referral.priority() != Priority.ROUTINE;
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
        var plan = referral.details().carePlan();
        if (plan != null) {
            sections.addAll(carePlan(plan));
        }
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
        var clinical = referral.details().clinical();
        var diagnoses = clinical == null ? List.<Diagnosis>of() : clinical.diagnoses();
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
        var fields = new ArrayList<Field>();
        var clinical = referral.details().clinical();
        if (clinical != null) {
            fields.add(Field.wide("病情摘要", clinical.summary()));
            fields.add(Field.wide("过敏史", clinical.allergies()));
            fields.add(Field.wide("用药情况", clinical.medication()));
            fields.add(Field.wide("已做检查", clinical.examinations()));
        }
        var kind = referral.direction() == Direction.DOWN ? Kind.RETURN : Kind.REFER;
        fields.add(Field.wide("转诊原因", reason(kind, referral.details().reason())));
        fields.add(Field.wide("知情同意", consent()));
        return new Texts("病情与转诊原因", fields);
    }

    private String consent() {
        var consent = referral.details().consent();
        return consent == null
                ? ""
                : "%s，%s，%s"
                        .formatted(Words.of(consent.givenBy()), Words.of(consent.form()), Times.minute(consent.at()));
    }

    /** As the alliance's catalogue says it; the code itself where it says nothing. */
    private String reason(Kind kind, @Nullable String code) {
        return reasons.stream()
                .filter(it -> it.kind() == kind && it.code().equals(code))
                .map(Reason::zh)
                .findFirst()
                .orElse(code == null ? "" : code);
    }

    private List<Section> carePlan(CarePlan plan) {
        return List.of(
                new Texts(
                        "出院小结与返院指征",
                        List.of(Field.wide("出院小结", plan.summary()), Field.wide("返院指征", plan.recallWhen()))),
                new Lines(
                        "稳定性核对",
                        List.of("项目", "结果", "说明"),
                        List.of(50, 12, 38),
                        plan.checklist().stream()
                                .map(it -> List.of(
                                        Words.of("Item", it.item()),
                                        it.stable() ? "是" : "否",
                                        it.remark() == null ? "" : it.remark()))
                                .toList()),
                new Lines(
                        "用药",
                        List.of("药品", "用法", "基层是否有药"),
                        List.of(40, 40, 20),
                        plan.medication().stream()
                                .map(it -> List.of(
                                        it.name(),
                                        it.dosage(),
                                        it.atClinic() == null ? "待核实" : it.atClinic() ? "有" : "无"))
                                .toList()),
                new Lines(
                        "康复任务与随访",
                        List.of("日期", "内容"),
                        List.of(30, 70),
                        Stream.concat(
                                        plan.tasks().stream().map(it -> List.of(Times.day(it.due()), it.text())),
                                        plan.followUps().stream().map(it -> List.of(Times.day(it.due()), "随访")))
                                .toList()));
    }

    private String age() {
        return Times.age(patient.birthDate(), referral.submittedAt());
    }

    private Section reservation(Reservation it) {
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
                    reason(
                                    referral.direction() == Direction.DOWN ? Kind.DECLINE_RETURN : Kind.DECLINE,
                                    details.decline().reason())
                            + "："
                            + details.decline().comment()));
        }
        if (details.consult() != null && details.consult().conclusion() != null) {
            outcome.add(Field.wide("会诊结论", Words.of(details.consult().conclusion())));
        }
        if (details.arrivedAt() != null) {
            outcome.add(Field.wide("到达时间", Times.minute(details.arrivedAt())));
        }
        if (details.outcome() != null) {
            outcome.add(Field.wide("诊治情况", details.outcome().summary()));
        }
        if (details.outside() != null) {
            outcome.add(Field.wide("转往医院", details.outside()));
        }
        if (details.withdrawal() != null) {
            outcome.add(Field.wide("撤回", reason(Kind.WITHDRAW, details.withdrawal())));
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
