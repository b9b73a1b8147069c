package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a list that comes in pages, each naming the next in {@code Link} (RFC 8288). */
final class Pages {
    private static final int MOST = 10_000;
    /** Pages in a row that bring nothing new; some registries send a few, where they filter afterwards. */
    private static final int MOST_IDLE = 20;

    private static final int LARGEST_PAGE = 16 * 1024 * 1024;
    private static final Pattern NEXT =
            Pattern.compile("<([^>]{1,4000})>\\s*;[^<]{0,200}?\\brel\\s*=\\s*\"?next\\b", Pattern.CASE_INSENSITIVE);

    private final Transport transport;

    Pages(Transport transport) {
        this.transport = transport;
    }

    /**
     * Reads all pages.
     *
     * @param page takes one, and tells whether there was anything new in it
     * @return the first answer, where it is none of success; nothing was taken then
     * @throws RegistryException if pages go round in a circle, never end or lead elsewhere
     */
    Optional<Answer> read(String operation, Repository repository, URI first, Predicate<Answer> page) {
        Set<URI> seen = new HashSet<>();
        int idle = 0;
        Optional<URI> next = Optional.of(first);
        while (next.isPresent()) {
            if (!seen.add(next.get()) || seen.size() > MOST || idle > MOST_IDLE) {
                throw new RegistryException(
                        operation + ": the pages of the registry's list have no end (" + seen.size() + " read)");
            }
            Request request = Request.of(operation, "GET", next.get(), Access.pull(repository))
                    .withAnswerCap(LARGEST_PAGE);
            Answer answer = transport.send(request);
            if (!answer.isSuccess()) {
                if (seen.size() == 1) {
                    return Optional.of(answer);
                }
                throw transport.failure(request, answer);
            }
            idle = page.test(answer) ? 0 : idle + 1;
            next = next(operation, request, answer);
        }
        return Optional.empty();
    }

    private Optional<URI> next(String operation, Request request, Answer answer) {
        for (String link : answer.headers().allValues("Link")) {
            Matcher matcher = NEXT.matcher(link.length() > 8192 ? "" : link);
            if (matcher.find()) {
                URI target = transport.resolve(operation, request.uri(), matcher.group(1));
                if (!Origin.of(target).equals(Origin.of(request.uri()))) {
                    throw new RegistryException(
                            operation + ": the next page is said to be on " + Origin.of(target) + ", another host");
                }
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
