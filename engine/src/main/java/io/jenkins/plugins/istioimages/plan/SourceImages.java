package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses images of a source tree and tells what make has to bring for them. */
final class SourceImages {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final List<SourceImage> all;

    SourceImages(List<SourceImage> all) {
        this.all = List.copyOf(all);
    }

    /** The images of the given names, or all that are no base images, in the order of the tree. */
    List<SourceImage> choose(List<String> names, Problems problems) {
        List<String> known = all.stream().map(SourceImage::name).toList();
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add("the source has no image '" + name + "'"
                        + NearestName.hint(name, known) + "; its tools/docker.yaml has "
                        + String.join(", ", known)));
        List<SourceImage> chosen = all.stream()
                .filter(image -> wanted.isEmpty() ? !image.base() : wanted.contains(image.name()))
                .toList();
        if (chosen.isEmpty() && wanted.isEmpty()) {
            problems.add("the source's tools/docker.yaml has no image to make");
        }
        return chosen;
    }

    /** Targets of one make that brings all binaries of some images: {@code init} first, the others sorted. */
    static List<String> targets(List<SourceImage> images, Map<String, String> variables, Problems problems) {
        Set<String> targets = new TreeSet<>();
        for (SourceImage image : images) {
            for (String target : image.targets()) {
                targets.add(expand(image, target, variables, problems));
            }
        }
        List<String> result = new ArrayList<>();
        result.add("init");
        result.addAll(targets);
        return result;
    }

    private static String expand(SourceImage image, String target, Map<String, String> variables, Problems problems) {
        return VARIABLE.matcher(target).replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null) {
                problems.add("image '" + image.name() + "' in the source's tools/docker.yaml: target '" + target
                        + "' has the unknown variable " + found.group() + "; there are "
                        + String.join(", ", new TreeSet<>(variables.keySet())));
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
