package org.medalliance.referral.options;

/** What speaks for an option, against it, or beside it; its place in the list comes from nothing else. */
enum Why {
    VISITS_THIS_CLINIC(Weight.FOR, "专家到本院坐诊", "A specialist comes to this clinic"),
    FREE_CONSULT_SLOT(Weight.FOR, "有空闲远程会诊号源", "A consult slot is free"),
    NO_TRAVEL(Weight.FOR, "患者不必出门", "The patient need not travel"),
    RUNG_FIRST(Weight.FOR, "一键上转首先呼叫", "An emergency rings here first"),
    RUNG_NEXT(Weight.NOTE, "前一家无人应答时呼叫", "Rung when nobody before it answers"),
    HAS_CENTRE(Weight.FOR, "具备该通道救治能力", "Can do what the pathway asks for"),
    NO_CENTRE_KNOWN(Weight.AGAINST, "目录中无医院登记该能力", "No hospital of the directory says that it can"),
    HAS_DEPARTMENT(Weight.FOR, "设有该专科", "Has the department"),
    ON_DUTY_NOW(Weight.FOR, "科室此刻有人值班", "Somebody of the department is on duty now"),
    CENTRE_ON_DUTY(Weight.FOR, "中心此刻有人值班", "Somebody of the centre is on duty now"),
    NEAREST(Weight.FOR, "路程最近", "The nearest of those that can"),
    FREE_BEDS(Weight.FOR, "有空床", "Has free beds"),
    NO_FREE_BEDS(Weight.AGAINST, "无空床", "Has no free bed"),
    BEDS_OUT_OF_DATE(Weight.NOTE, "床位数已过时", "Its report of beds is out of date"),
    BEDS_UNKNOWN(Weight.NOTE, "未上报床位", "Has not reported its beds"),
    DIVERTING(Weight.AGAINST, "暂停接收，建议改送他院", "Asks that nobody be sent for now");

    enum Weight {
        FOR,
        NOTE,
        AGAINST
    }

    private final Weight weight;
    private final String zh;
    private final String en;

    Why(Weight weight, String zh, String en) {
        this.weight = weight;
        this.zh = zh;
        this.en = en;
    }

    OptionReason inWords() {
        return new OptionReason(name(), weight, zh, en);
    }

    record OptionReason(String code, Weight weight, String zh, String en) {}
}
