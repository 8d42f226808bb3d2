package org.medalliance.local.supervise;

import java.util.Locale;

/** Where a supervised process stands. */
public enum State {
    /** Not started yet. */
    WAITING("等待"),
    STARTING("启动中"),
    READY("就绪"),
    /** Alive, was ready, and does not answer now. */
    UNREADY("无响应"),
    /** Has ended by itself; the next try comes after the back-off. */
    RESTARTING("等待重启"),
    STOPPING("停止中"),
    STOPPED("已停止");

    private final String chinese;

    State(String chinese) {
        this.chinese = chinese;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String chinese() {
        return chinese;
    }
}
