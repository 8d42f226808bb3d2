package org.medalliance.platform.testing;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document knows a record by its simple name alone: of two that share one, of the service or of the platform,
 * the second is described as the first, and an outsider's request is built wrong.
 */
public final class OpenApiSchemas {

    private OpenApiSchemas() {}

    /**
     * What the served document mixes up: records of one simple name, and bodies that are not described as they are
     * read. Empty if all is well.
     */
    public static List<String> mixedUp(WebTestClient client, String service, RequestMappingHandlerMapping routes) {
        JsonNode document = JsonMapper.shared().valueToTree(OpenApiContract.served(client, service));
        var types = new LinkedHashSet<Class<?>>();
        var found = new ArrayList<String>();
        routes.getHandlerMethods().forEach((route, method) -> {
            if (isOurs(method.getBeanType())) {
                walk(method.getReturnType().getGenericParameterType(), types);
                Arrays.stream(method.getMethodParameters())
                        .filter(it -> it.hasParameterAnnotation(RequestBody.class))
                        .forEach(body -> {
                            walk(body.getGenericParameterType(), types);
                            found.addAll(misdescribed(document, route, method, body));
                        });
            }
        });
        found.addAll(namesakes(types));
        if (types.isEmpty()) {
            found.add("no route of the service was looked at");
        }
        return found;
    }

    /** Records that share a simple name, each group as a line. */
    static List<String> namesakes(Set<Class<?>> types) {
        return types.stream()
                .filter(Class::isRecord)
                .collect(Collectors.groupingBy(Class::getSimpleName, TreeMap::new, Collectors.toSet()))
                .values()
                .stream()
                .filter(it -> it.size() > 1)
                .map(it -> "one schema for "
                        + it.stream().map(Class::getName).sorted().collect(Collectors.joining(" and ")))
                .toList();
    }

    /** All records that a body of this type may hold, whatever they are wrapped in. */
    static void walk(Type type, Set<Class<?>> found) {
        switch (type) {
            case Class<?> it when it.isArray() -> walk(it.getComponentType(), found);
            case Class<?> it -> {
                if (isOurs(it) && found.add(it)) {
                    if (it.isRecord()) {
                        for (var component : it.getRecordComponents()) {
                            walk(component.getGenericType(), found);
                        }
                    }
                    if (it.isSealed()) {
                        for (var kind : it.getPermittedSubclasses()) {
                            walk(kind, found);
                        }
                    }
                }
            }
            case ParameterizedType it -> {
                walk(it.getRawType(), found);
                for (var argument : it.getActualTypeArguments()) {
                    walk(argument, found);
                }
            }
            case GenericArrayType it -> walk(it.getGenericComponentType(), found);
            case WildcardType it -> walk(it.getUpperBounds()[0], found);
            default -> {
                // A type's own variable: what stands for it is met where it is used.
            }
        }
    }

    private static List<String> misdescribed(
            JsonNode document, RequestMappingInfo route, HandlerMethod method, MethodParameter body) {
        var type = body.getParameterType();
        if (!type.isRecord()) {
            return List.of();
        }
        var read = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        var wrong = new ArrayList<String>();
        for (var path : route.getPatternsCondition().getPatterns()) {
            for (var verb : route.getMethodsCondition().getMethods()) {
                var schema = document.path("paths")
                        .path(path.getPatternString())
                        .path(verb.name().toLowerCase(Locale.ROOT))
                        .at("/requestBody/content/application~1json/schema/$ref")
                        .asString("");
                var described = new TreeSet<String>();
                document.at(schema.replace("#", ""))
                        .path("properties")
                        .propertyNames()
                        .forEach(described::add);
                if (!described.equals(read)) {
                    wrong.add("%s %s reads %s of %s, but is described with %s"
                            .formatted(verb, path, read, method.getBeanType().getSimpleName(), described));
                }
            }
        }
        return wrong;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().startsWith("org.medalliance.");
    }
}
