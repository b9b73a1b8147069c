package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.List;

/**
 * A release as it should be on GitHub.
 *
 * @param version also the name of its tag
 * @param commit that the tag points to
 * @param title shown above the notes
 * @param draft whether it stays one, which only those see who may write to the repository
 * @param prerelease whether it is marked as none for production
 */
public record ReleaseOrder(
        String version,
        String commit,
        String title,
        String notes,
        boolean draft,
        boolean prerelease,
        List<ReleaseAsset> assets) {
    public ReleaseOrder {
        assets = List.copyOf(assets);
    }

    /** A release of Istio, titled as release-builder does, and a prerelease if its version is one. */
    public static ReleaseOrder of(
            ReleaseVersion version, String commit, String notes, boolean draft, List<ReleaseAsset> assets) {
        return new ReleaseOrder(
                version.text(),
                commit,
                "Istio " + version,
                notes,
                draft,
                version.minor().isPresent() && version.text().contains("-"),
                assets);
    }

    /** The same, marked as said and not as its version says. */
    public ReleaseOrder marked(boolean asPrerelease) {
        return new ReleaseOrder(version, commit, title, notes, draft, asPrerelease, assets);
    }

    String words() {
        return words(title, notes);
    }

    /** A short form of title and notes, for comparing. Line ends become GitHub's or not, with what wrote them. */
    static String words(String title, String notes) {
        String text = title.strip() + "\n" + notes.replace("\r\n", "\n").strip();
        return Digest.sha256(text).toString();
    }

    String state() {
        return state(draft, prerelease);
    }

    static String state(boolean draft, boolean prerelease) {
        return (draft ? "draft" : "published") + (prerelease ? ", prerelease" : "");
    }
}
