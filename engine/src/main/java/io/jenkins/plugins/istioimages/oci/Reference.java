package io.jenkins.plugins.istioimages.oci;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tag, a digest or both in a repository, by the distribution grammar (distribution/reference, reference.go). */
public final class Reference implements Serializable, Comparable<Reference> {
    private static final long serialVersionUID = 1L;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private final Repository repository;
    private final String tag;
    private final Digest digest;

    private Reference(Repository repository, String tag, Digest digest) {
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
    }

    public static Reference ofTag(Repository repository, String tag) {
        return new Reference(repository, checkTag(tag), null);
    }

    public static Reference ofDigest(Repository repository, Digest digest) {
        return new Reference(repository, null, digest);
    }

    /**
     * Reads {@code [registry/]path[:tag][@digest]}; without tag and digest the tag is {@code latest}, as Docker has it.
     *
     * @throws InputException saying which part is wrong
     */
    public static Reference parse(String text) {
        int at = text.indexOf('@');
        Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1));
        String name = at < 0 ? text : text.substring(0, at);
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        String tag = colon < 0 ? null : checkTag(name.substring(colon + 1));
        Repository repository = Repository.parse(colon < 0 ? name : name.substring(0, colon));
        return new Reference(repository, tag == null && digest == null ? "latest" : tag, digest);
    }

    /**
     * Checks a tag alone.
     *
     * @return the tag
     * @throws InputException if it is not one
     */
    public static String checkTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new InputException("tag '" + (tag.length() > 140 ? tag.substring(0, 140) + "…" : tag)
                    + "' is wrong: expected 1 to 128 letters, digits, '_', '.' or '-', not beginning with '.' or '-'");
        }
        return tag;
    }

    public Repository repository() {
        return repository;
    }

    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    public Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    /** What the registry is asked for: the digest where there is one, else the tag. */
    public String selector() {
        return digest != null ? digest.toString() : tag;
    }

    @Override
    public int compareTo(Reference other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The full form, with registry: {@code docker.io/library/busybox:latest}. */
    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
