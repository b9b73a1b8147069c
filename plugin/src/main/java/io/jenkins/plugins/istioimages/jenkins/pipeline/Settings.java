package io.jenkins.plugins.istioimages.jenkins.pipeline;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a Jenkinsfile gave a pipeline, of the right types; what it left out is not there. */
public final class Settings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Object> values;

    Settings(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** Empty where it was left out. */
    public String text(String name) {
        return (String) values.getOrDefault(name, "");
    }

    String text(String name, String standard) {
        String text = text(name);
        return text.isEmpty() ? standard : text;
    }

    /** Words; empty where they were left out. */
    @SuppressWarnings("unchecked")
    public List<String> list(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }

    List<String> list(String name, List<String> standard) {
        List<String> list = list(name);
        return list.isEmpty() ? standard : list;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String name) {
        return (Map<String, Object>) values.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String name) {
        return (List<Map<String, Object>>) values.getOrDefault(name, List.of());
    }

    /** Those of some names that were given and are not empty, as arguments of a step. */
    Map<String, Object> arguments(List<String> names) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String name : names) {
            Object value = values.get(name);
            if (value != null && !value.equals("") && !value.equals(List.of())) {
                arguments.put(name, value);
            }
        }
        return arguments;
    }
}
