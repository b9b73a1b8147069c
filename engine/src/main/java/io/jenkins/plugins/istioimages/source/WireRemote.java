package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.EngineException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** A repository behind a git server. */
final class WireRemote implements Remote {
    /** A partial clone without any file or directory: commits and tags only. */
    private static final String COMMITS_ONLY = "tree:0";

    private final GitUrl url;
    private final GitAccess access;
    private final Asker asker;

    WireRemote(GitUrl url, GitAccess access, Asker asker) {
        this.url = url;
        this.access = access;
        this.asker = asker;
    }

    @Override
    public RemoteRefs refs(List<String> prefixes) {
        return RemoteRefs.of(offered(prefixes));
    }

    /** The same as the server words it: with the tags themselves, and not only what they tag. */
    Collection<Ref> offered(List<String> prefixes) {
        return talk(Optional.empty(), transport -> {
            try (FetchConnection connection = transport.openFetch(List.of(), prefixes.toArray(String[]::new))) {
                return connection.getRefs();
            }
        });
    }

    @Override
    public boolean fetch(Repository into, ObjectId id, boolean withFiles) {
        RefSpec one = new RefSpec(id.name());
        try {
            talk(Optional.of(into), transport -> {
                transport.setDepth(1);
                return withFiles ? fetch(transport, one) : fetchCommits(transport, one);
            });
            return into.getObjectDatabase().has(id);
        } catch (NotHandedOutException e) {
            return false;
        } catch (GitException e) {
            if (e.getClass() == GitException.class) {
                // Over ssh a server that refuses says so only sometimes before it hangs up.
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw new GitException(asker, "the source cache cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void fetchHistory(Repository into, Optional<String> ref, boolean withFiles) {
        RefSpec[] wanted = ref.map(name -> new RefSpec[] {new RefSpec("+" + name + ":" + name)})
                .orElseGet(() -> new RefSpec[] {
                    new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")
                });
        talk(Optional.of(into), transport -> {
            // A branch that is gone may stand in the way of a new one: a and a/b cannot both be.
            transport.setRemoveDeletedRefs(ref.isEmpty());
            return withFiles ? fetch(transport, wanted) : fetchCommits(transport, wanted);
        });
    }

    private static boolean fetch(Transport transport, RefSpec... what) throws IOException {
        transport.fetch(new Interrupts(), List.of(what));
        return true;
    }

    /** Servers that cannot leave files out send them. */
    private static boolean fetchCommits(Transport transport, RefSpec... what) throws IOException {
        try {
            transport.setFilterSpec(FilterSpec.fromFilterLine(COMMITS_ONLY));
            return fetch(transport, what);
        } catch (TransportException e) {
            if (!String.valueOf(e.getMessage()).contains(JGitText.get().filterRequiresCapability)) {
                throw e;
            }
            transport.setFilterSpec(FilterSpec.NO_FILTER);
            return fetch(transport, what);
        }
    }

    @FunctionalInterface
    private interface Conversation<T> {
        T with(Transport transport) throws IOException;
    }

    private <T> T talk(Optional<Repository> into, Conversation<T> conversation) {
        Interrupts.check();
        HttpAccess http = new HttpAccess(url.uri(), access.credentials().forUrl(url.text()));
        SshSessions ssh = new SshSessions(access.ssh());
        try (ssh;
                Transport transport = into.isPresent() ? Transport.open(into.get(), uri()) : Transport.open(uri())) {
            transport.setTimeout(Math.toIntExact(access.timeout().toSeconds()));
            transport.setTagOpt(TagOpt.NO_TAGS);
            if (transport instanceof TransportHttp overHttp) {
                http.configure(overHttp);
            } else if (transport instanceof SshTransport overSsh) {
                ssh.configure(overSsh);
            }
            T result = conversation.with(transport);
            Interrupts.check();
            return result;
        } catch (IOException e) {
            Interrupts.check();
            throw new GitFailures(url, access, asker, http, ssh).translate(e);
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            // What a web page or a static copy of a repository makes of JGit.
            throw new GitException(asker, url + " does not answer as a git server does (" + e + ")", e);
        }
    }

    private URIish uri() {
        return uri(url, access);
    }

    /** With the user of the keys where the URL names none. */
    static URIish uri(GitUrl url, GitAccess access) {
        String user = access.ssh().identity().map(SshIdentity::user).orElse("");
        boolean lacking = !url.isHttp() && url.uri().getUser() == null && !user.isEmpty();
        return lacking ? url.uri().setUser(user) : url.uri();
    }

    /** Full names under which a short name may be a branch or a tag. */
    static List<String> prefixes(String name) {
        return List.of(Constants.R_HEADS + name, Constants.R_TAGS + name);
    }
}
