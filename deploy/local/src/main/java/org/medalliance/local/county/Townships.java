package org.medalliance.local.county;

import java.util.List;
import java.util.Locale;

/**
 * The seventeen townships of 瑞金市 in the order of the county's own list. Coordinates are those of the township seats,
 * approximate to some kilometres: good enough to rank by distance, not to drive by.
 */
enum Townships {
    XIANGHU("象湖镇", 25.884, 116.027, 4),
    RUILIN("瑞林镇", 26.131, 115.750, 3),
    RENTIAN("壬田镇", 25.985, 116.130, 3),
    JIUBAO("九堡镇", 25.975, 115.865, 3),
    SHAZHOUBA("沙洲坝镇", 25.893, 115.985, 2),
    XIEFANG("谢坊镇", 25.690, 115.925, 3),
    WUYANG("武阳镇", 25.765, 115.975, 2),
    YEPING("叶坪镇", 25.915, 116.055, 3),
    DINGPI("丁陂乡", 26.060, 115.830, 2),
    DABODI("大柏地乡", 26.120, 116.045, 2),
    GANGMIAN("冈面乡", 26.055, 115.760, 2),
    RIDONG("日东乡", 26.045, 116.285, 2),
    WANTIAN("万田乡", 25.835, 115.815, 2),
    HUANGBAI("黄柏乡", 25.985, 116.010, 2),
    YUNSHISHAN("云石山乡", 25.880, 115.885, 2),
    ZETAN("泽覃乡", 25.800, 116.085, 2),
    BAYING("拔英乡", 25.675, 116.080, 2);

    private final String chinese;
    private final double latitude;
    private final double longitude;
    private final int doctors;

    Townships(String chinese, double latitude, double longitude, int doctors) {
        this.chinese = chinese;
        this.latitude = latitude;
        this.longitude = longitude;
        this.doctors = doctors;
    }

    static List<Townships> all() {
        return List.of(values());
    }

    String chinese() {
        return chinese;
    }

    double latitude() {
        return latitude;
    }

    double longitude() {
        return longitude;
    }

    int doctors() {
        return doctors;
    }

    /** The name in sign-in names and institution ids. */
    String latin() {
        return name().toLowerCase(Locale.ROOT);
    }

    String clinic() {
        return "rj-" + latin();
    }

    /** A town (镇) has a central clinic with X-ray and ultrasound, a rural township (乡) a plain one. */
    boolean isTown() {
        return chinese.endsWith("镇");
    }
}
