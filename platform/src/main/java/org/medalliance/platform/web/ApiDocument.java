package org.medalliance.platform.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.problem.Problem;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every operation shares in the service's OpenAPI document: headers, problems, the token. A body's example is the
 * resource {@code api-examples/<operationId>.json}, where there is one.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "application/problem+json";

    private final JsonMapper json;

    ApiDocument(JsonMapper json) {
        this.json = json;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Command.class, PageRequest.class);
    }

    /** How an operation may be refused; the code is the one that the example shows. */
    private enum Refused {
        MALFORMED(400, "unreadable", "请求无法读取或内容不合要求 · Unreadable, or content that breaks the form"),
        UNAUTHENTICATED(401, "unauthenticated", "未登录 · No valid access token"),
        FORBIDDEN(403, "role-missing", "角色不允许 · Not for this role"),
        UNKNOWN(404, "unknown", "不存在或与本机构无关 · No such thing, or none of your institution's"),
        CONFLICT(409, "wrong-state", "当前状态或规则不允许 · Not in this state, or against a rule"),
        STALE(412, "stale", "已被他人修改 · Changed since it was read"),
        TOO_LARGE(413, "too-large", "内容过大 · Body too large"),
        INVALID(422, "invalid", "内容不可能正确 · Values that cannot be right, or an Idempotency-Key of another request"),
        PRECONDITION_MISSING(428, "precondition-missing", "缺少 If-Match · If-Match is missing"),
        UNAVAILABLE(
                503, "database-away", "暂时不可用 · Temporarily unavailable; send it again with the same Idempotency-Key");

        private final int status;
        private final String code;
        private final String description;

        Refused(int status, String code, String description) {
            this.status = status;
            this.code = code;
            this.description = description;
        }

        /** {@code TOO_LARGE} is the response {@code TooLarge}. */
        private String component() {
            return Arrays.stream(name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
        }

        private ApiResponse reference() {
            return new ApiResponse().$ref("#/components/responses/" + component());
        }

        private ApiResponse response(MessageSource texts) {
            var content = new MediaType()
                    .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                    .example(example(texts));
            return new ApiResponse().description(description).content(new Content().addMediaType(PROBLEM, content));
        }

        private Map<String, Object> example(MessageSource texts) {
            Object[] places = this == TOO_LARGE ? new Object[] {BodyFilter.LIMIT} : new Object[] {"accept", "CLOSED"};
            return Map.of(
                    "type",
                    "urn:medalliance:problem:" + code,
                    "title",
                    texts.getMessage(code + ".title", places, Locale.SIMPLIFIED_CHINESE),
                    "status",
                    status,
                    "detail",
                    texts.getMessage(code + ".detail", places, Locale.SIMPLIFIED_CHINESE),
                    "requestId",
                    "0198c0de-0000-7000-8000-0000000000ff");
        }
    }

    @Bean
    OpenApiCustomizer sharedParts(@Value("${spring.application.name}") String service, MessageSource texts) {
        return document -> complete(document, service, texts);
    }

    private static void complete(OpenAPI document, String service, MessageSource texts) {
        document.info(new Info()
                .title(service)
                .version("v1")
                .description("医共体协同平台 · Platform for county medical alliances. Problems are RFC 9457."));
        var components = document.getComponents() == null ? new Components() : document.getComponents();
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
        for (var refused : Refused.values()) {
            components.addResponses(refused.component(), refused.response(texts));
        }
        components.addSecuritySchemes(
                TOKEN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        // Where the document was read from is where the service is: behind the gateway, on its address.
        document.servers(List.of(new Server().url("/")));
        document.components(components).security(List.of(new SecurityRequirement().addList(TOKEN)));
    }

    @Bean
    GlobalOperationCustomizer sharedOperationParts() {
        return (operation, method) -> {
            headers(operation, method);
            for (var refused : refusals(method)) {
                operation.getResponses().addApiResponse(String.valueOf(refused.status), refused.reference());
            }
            example(operation);
            return operation;
        };
    }

    private static void headers(Operation operation, HandlerMethod method) {
        if (takes(method, Command.class)) {
            operation.addParametersItem(
                    header("Idempotency-Key", true, "重复发送时保持不变 · Stays the same when a request is sent again")
                            .schema(new Schema<String>()
                                    .type("string")
                                    .types(Set.of("string"))
                                    .minLength(1)
                                    .maxLength(80)));
        }
        if (changesWhatExists(method)) {
            operation.addParametersItem(header("If-Match", true, "读取时得到的 ETag · The ETag that was read")
                    .example("\"3\"")
                    .schema(new Schema<String>().type("string").types(Set.of("string"))));
        }
        if (takes(method, PageRequest.class)) {
            operation.addParametersItem(query("limit", "每页条数 1–200 · Page size, 1 to 200"));
            operation.addParametersItem(query("cursor", "上一页 Link 中的游标 · From the page before"));
        }
    }

    private static Set<Refused> refusals(HandlerMethod method) {
        var refusals = EnumSet.of(Refused.MALFORMED, Refused.UNAUTHENTICATED, Refused.FORBIDDEN, Refused.UNAVAILABLE);
        if (hasAnnotated(method, PathVariable.class) || hasAnnotated(method, RequestBody.class)) {
            refusals.add(Refused.UNKNOWN);
        }
        if (takes(method, Command.class)) {
            refusals.addAll(EnumSet.of(Refused.CONFLICT, Refused.TOO_LARGE, Refused.INVALID));
        }
        if (changesWhatExists(method)) {
            refusals.addAll(EnumSet.of(Refused.STALE, Refused.PRECONDITION_MISSING));
        }
        return refusals;
    }

    private void example(Operation operation) {
        var body = operation.getRequestBody();
        var example = example(operation.getOperationId());
        if (body != null && body.getContent() != null && example != null) {
            body.getContent().values().forEach(it -> it.setExample(example));
        }
    }

    private @Nullable Object example(String operation) {
        var resource = new ClassPathResource("api-examples/" + operation + ".json");
        try {
            return resource.exists()
                    ? json.readValue(resource.getContentAsString(StandardCharsets.UTF_8), Object.class)
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean changesWhatExists(HandlerMethod method) {
        return takes(method, Command.class)
                && !method.hasMethodAnnotation(AddsOnly.class)
                && !method.hasMethodAnnotation(NeedsNoVersion.class)
                && (hasAnnotated(method, PathVariable.class) || method.hasMethodAnnotation(ChangesVersion.class));
    }

    private static boolean takes(HandlerMethod method, Class<?> type) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(it -> it.getParameterType() == type);
    }

    private static boolean hasAnnotated(HandlerMethod method, Class<? extends Annotation> mark) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(it -> it.hasParameterAnnotation(mark));
    }

    private static Parameter header(String name, boolean required, String description) {
        return new Parameter().in("header").name(name).required(required).description(description);
    }

    private static Parameter query(String name, String description) {
        return new Parameter()
                .in("query")
                .name(name)
                .description(description)
                .schema(new Schema<String>().type("string").types(Set.of("string")));
    }
}
