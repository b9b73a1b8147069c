package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/** Finds the entry that a user means. */
final class EntryNames {
    private EntryNames() {}

    /**
     * The one entry of that name, or the first of several that name the same content.
     *
     * @param name as it stands, or a full reference in any spelling; empty where there is one entry only
     * @param where names the layout or archive, for the error
     * @throws InputException if there is none, or several
     */
    static LayoutEntry find(List<LayoutEntry> entries, String name, String where) {
        List<LayoutEntry> found =
                entries.stream().filter(entry -> means(entry, name)).toList();
        if (found.stream().map(entry -> entry.descriptor().digest()).distinct().count() == 1) {
            return found.get(0);
        }
        List<String> names =
                entries.stream().flatMap(entry -> entry.refName().stream()).toList();
        if (found.size() > 1) {
            throw new InputException(where + " has " + found.size() + " images"
                    + (name.isEmpty() ? "" : " named '" + name + "'") + ": say which by its name"
                    + (names.isEmpty() ? "" : ", like '" + names.get(0) + "'"));
        }
        throw new InputException(where + " has no image "
                + (name.isEmpty() ? "at all" : "'" + name + "'" + NearestName.hint(name, names)));
    }

    private static boolean means(LayoutEntry entry, String name) {
        if (name.isEmpty() || entry.isNamed(name)) {
            return true;
        }
        try {
            return entry.isNamed(Reference.parse(name));
        } catch (InputException e) {
            return false;
        }
    }
}
