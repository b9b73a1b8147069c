package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * Tags in a repository behind a git server, over HTTP or ssh. Nothing is kept on this machine: of the repository only
 * the names of its tags are fetched, and only tags are sent.
 */
public final class RemoteTags {
    private static final int TRIES = 3;

    private final GitUrl url;
    private final GitAccess access;
    private final Asker asker;

    private RemoteTags(GitUrl url, GitAccess access, Asker asker) {
        this.url = url;
        this.access = access;
        this.asker = asker;
    }

    /**
     * Tags of a source's repository.
     *
     * @param name of the source
     * @param url to read from and to push to; credentials in it go to its own origin only
     * @throws InputException if it is not the URL of a server, or there is to be no network
     */
    public static RemoteTags of(String name, String url, GitAccess access) {
        Asker asker = new Asker("source '" + name + "'", Optional.empty());
        GitUrl parsed = GitUrl.of(url, Path.of(""), asker);
        String scheme = String.valueOf(parsed.uri().getScheme());
        if (parsed.local().isPresent() || scheme.equals("git")) {
            throw InvalidSourceException.of(
                    asker, "tags go to a repository behind a server, over https, http or ssh; " + parsed + " is none");
        }
        if (access.offline()) {
            throw InvalidSourceException.of(asker, "no tag can be pushed without a network");
        }
        GitCredentials own = asked -> asked.equals(parsed.text()) ? parsed.embedded() : Optional.empty();
        return new RemoteTags(parsed, access.with(own.or(access.credentials())), asker);
    }

    /** The URL without credentials. */
    public String place() {
        return url.text();
    }

    /**
     * Which of some tags there are.
     *
     * @return the commit that each points to, annotated ones followed; what tags something else gives that
     * @throws GitException and the others of this package if the server does not answer, or refuses
     */
    public Map<String, String> find(List<String> names) {
        Map<String, String> found = new TreeMap<>();
        refs(names).forEach((name, ref) -> found.put(name, target(ref).name()));
        return found;
    }

    /**
     * Logs in as for a push, and pushes nothing.
     *
     * @throws GitAuthException if that is not permitted
     */
    public void checkPush() {
        patiently(() -> talk(PushWire::offer));
    }

    /**
     * Makes tags, all or none where the server can do that.
     *
     * @throws GitException if a tag points to something else by now, or the server refuses one; the message says why
     */
    public void push(List<TagOrder> orders) {
        Map<String, ObjectId> replaced = new LinkedHashMap<>();
        Map<String, Ref> there = refs(orders.stream().map(TagOrder::name).collect(Collectors.toList()));
        for (TagOrder order : orders) {
            Optional<Ref> ref = Optional.ofNullable(there.get(order.name()));
            if (!ref.map(known -> target(known).name()).equals(order.replaces())) {
                throw new GitException(
                        asker,
                        "tag " + order.name() + " of " + url + " should point to " + order.commit() + " and points to "
                                + ref.map(known -> target(known).name()).orElse("nothing") + " by now",
                        null);
            }
            ref.ifPresent(known -> replaced.put(order.name(), known.getObjectId()));
        }
        Map<String, String> refused = talk(new TagPush(orders, replaced)::over);
        if (!refused.isEmpty()) {
            String reasons = refused.entrySet().stream()
                    .map(tag -> tag.getKey() + ": " + tag.getValue())
                    .collect(Collectors.joining("; "));
            throw new GitException(asker, url + " refuses tags: " + reasons, null);
        }
    }

    private Map<String, Ref> refs(List<String> names) {
        List<String> prefixes =
                names.stream().map(name -> Constants.R_TAGS + name).toList();
        WireRemote remote = new WireRemote(url, access, asker);
        Map<String, Ref> refs = new TreeMap<>();
        for (Ref ref : patiently(() -> remote.offered(prefixes))) {
            if (prefixes.contains(ref.getName()) && ref.getObjectId() != null) {
                refs.put(ref.getName().substring(Constants.R_TAGS.length()), ref);
            }
        }
        return refs;
    }

    private static ObjectId target(Ref ref) {
        return ref.getPeeledObjectId() != null ? ref.getPeeledObjectId() : ref.getObjectId();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }

    /** What only reads may be asked again. */
    private static <T> T patiently(Reading<T> reading) {
        for (int i = 1; ; i++) {
            try {
                return reading.read();
            } catch (GitUnreachableException | GitTimeoutException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Conversation<T> {
        T with(PushWire wire) throws IOException;
    }

    private <T> T talk(Conversation<T> conversation) {
        Interrupts.check();
        Optional<UserPassword> user = access.credentials().forUrl(url.text());
        HttpAccess http = new HttpAccess(url.uri(), user);
        SshSessions ssh = new SshSessions(access.ssh());
        try (ssh;
                PushWire wire = url.isHttp()
                        ? new HttpPushWire(url, http, user, access.timeout())
                        : new SshPushWire(ssh, WireRemote.uri(url, access), access.timeout())) {
            return conversation.with(wire);
        } catch (IOException e) {
            Interrupts.check();
            throw refused(http, new GitFailures(url, access, asker, http, ssh).translate(e), e);
        }
    }

    private EngineException refused(HttpAccess http, EngineException translated, IOException e) {
        return url.isHttp() && http.lastStatus() == 403
                ? new GitAuthException(asker, url + " does not permit this user to push (403)", e)
                : translated;
    }
}
