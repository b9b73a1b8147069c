package io.jenkins.plugins.istioimages.publish.cosign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pass as cosign takes it: a Docker configuration for one registry, in a directory that only this user can enter, and
 * arguments without secrets. Gone when the call is over.
 */
final class PassFiles implements AutoCloseable {
    /** What Docker and its likes call their own registry where they keep logins. */
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private final WorkFiles files = new WorkFiles();
    private final RegistryPass pass;
    private final Path configuration;
    private final List<String> arguments = new ArrayList<>();

    PassFiles(Repository repository, RegistryPass pass) {
        this.pass = pass;
        this.configuration = files.file("config.json");
        try {
            Files.write(configuration, Json.canonical(configuration(repository)));
            if (pass.plainHttp()) {
                arguments.add("--allow-http-registry");
            }
            if (pass.authorities().isPresent()) {
                arguments.addAll(List.of(
                        "--registry-cacert",
                        Files.writeString(
                                        files.file("authorities.pem"),
                                        pass.authorities().get())
                                .toString()));
            }
            pass.certificate()
                    .ifPresent(own -> arguments.addAll(List.of(
                            "--registry-client-cert", own.certificate().toString(),
                            "--registry-client-key", own.key().toString())));
        } catch (IOException e) {
            files.close();
            throw new WorkException("cannot give cosign a login of its own: " + e, e);
        }
    }

    /** Another file in the directory, which is not there yet. */
    Path file(String name) {
        return files.file(name);
    }

    List<String> arguments() {
        return List.copyOf(arguments);
    }

    /** An environment with the login in it. */
    CosignEnvironment in(CosignEnvironment environment) {
        Set<String> secrets = pass.login().stream()
                .flatMap(login -> Stream.of(login.secret(), basic(login)))
                .collect(Collectors.toSet());
        return environment.with("DOCKER_CONFIG", configuration.getParent().toString(), secrets);
    }

    /** Also where there is no login: else the user's own configuration would count, which ours may not be. */
    private ObjectNode configuration(Repository repository) {
        ObjectNode json = Json.object();
        ObjectNode logins = json.putObject("auths");
        String key = repository.registry().equals(Repository.DOCKER_HUB) ? HUB_KEY : repository.registry();
        pass.login().ifPresent(login -> {
            ObjectNode entry = logins.putObject(key);
            if (login.user().isPresent()) {
                entry.put("auth", basic(login));
            } else {
                entry.put("identitytoken", login.secret());
            }
        });
        return json;
    }

    private static String basic(RegistryPass.Login login) {
        return Base64.getEncoder()
                .encodeToString((login.user().orElse("") + ":" + login.secret()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        files.close();
    }
}
