package org.medalliance.local.county;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Synthetic names: a common surname of the region and one or two characters, none given twice. */
final class Names {

    private static final String SURNAMES = "刘钟杨赖谢曾朱罗邹胡陈黄李张王许危温宋范廖郭邓梁丁吴何林周徐";
    private static final String MALE = "建国伟平华明文志勇军斌辉林生福根水金发祥瑞荣春海峰鹏浩宇俊杰晨旭东";
    private static final String FEMALE = "秀英丽红梅兰芳桂莲招娣玉珍小燕春香美玲婷慧雪琴敏静欣怡雨萱佳琪月";

    private final Random random;
    private final Set<String> given = new HashSet<>();

    Names(Random random) {
        this.random = random;
    }

    String next(Sex sex) {
        String pool = sex == Sex.MALE ? MALE : FEMALE;
        String name = draw(pool);
        while (!given.add(name)) {
            name = draw(pool);
        }
        return name;
    }

    private String draw(String pool) {
        String name = pick(SURNAMES) + pick(pool);
        return random.nextInt(4) == 0 ? name : name + pick(pool);
    }

    private String pick(String pool) {
        return pool.substring(random.nextInt(pool.length())).substring(0, 1);
    }
}
