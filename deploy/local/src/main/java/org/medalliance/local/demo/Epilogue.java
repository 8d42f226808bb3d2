package org.medalliance.local.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medalliance.local.cli.Status;
import org.medalliance.local.edition.Settings;

/** Figures of the running platform, and where to look next. */
final class Epilogue {

    private final Settings settings;
    private final Language language;

    Epilogue(Settings settings, Language language) {
        this.settings = settings;
        this.language = language;
    }

    List<String> lines() {
        var figures = new Status(settings).figures();
        var lines = new ArrayList<String>();
        lines.add(say("启动到就绪 %.1f s，全部进程内存 %d MiB", "ready %.1f s after the start, memory of all processes %d MiB")
                .formatted(
                        figures.getOrDefault("startSeconds", 0).doubleValue(),
                        figures.getOrDefault("rssBytes", 0).longValue() >> 20));
        lines.add("");
        lines.add(say("接下来看什么", "What to look at"));
        var table = new Table(List.of(say("页面", "page"), say("地址", "address")), List.of(false, false));
        links().forEach(table::row);
        lines.addAll(table.lines());
        lines.add(say(
                "停止：./alliance stop    令牌：./alliance token jiubao.doctor",
                "stop: ./alliance stop    token: ./alliance token jiubao.doctor"));
        return lines;
    }

    private Map<String, String> links() {
        var links = new LinkedHashMap<String, String>();
        var gateway = settings.given("public.url").orElse("http://127.0.0.1:" + settings.text("gateway.port"));
        links.put(say("首页与登录（演示密码 demo）", "start page and sign-in (password demo)"), gateway + "/");
        links.put(say("三个服务的 API（Swagger UI）", "API of all services (Swagger UI)"), gateway + "/swagger-ui.html");
        links.put(
                "Keycloak",
                settings.given("keycloak.url").orElse("http://127.0.0.1:" + settings.text("keycloak.port"))
                        + "/realms/alliance/account");
        for (var process : List.of("gateway", "referral", "telemedicine", "staffing")) {
            links.put(
                    "Prometheus " + process,
                    "http://127.0.0.1:" + settings.text(process + ".management.port") + "/actuator/prometheus");
        }
        return links;
    }

    private String say(String chinese, String english) {
        return Words.of(chinese, english).in(language);
    }
}
