package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.contrib.nio.testing.LocalStorageHelper;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Google's store in memory, which notes what it is asked. It knows no permissions, so those are ours. */
public final class LocalGcs {
    private static final Set<String> WRITES =
            Set.of("create", "createFrom", "writer", "delete", "update", "copy", "compose");

    /** Past what notes. */
    public final Storage peer = LocalStorageHelper.customOptions(false).toBuilder()
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean mayWrite = true;

    /** A bucket in it; it needs not be made. */
    public Bucket open(String address) {
        return new GcsBucket(
                BucketAddress.parse(address), this::noting, this::check, StorageOptions.DEFAULT.withPiece(256 << 10));
    }

    /** From now on, what we may do there. */
    public void mayWrite(boolean granted) {
        mayWrite = granted;
    }

    /** Calls so far; forgets them. */
    public List<String> calls() {
        List<String> all = List.copyOf(calls);
        calls.clear();
        return all;
    }

    /** Those that write. */
    public static List<String> writes(List<String> calls) {
        return calls.stream().filter(WRITES::contains).toList();
    }

    /** When a condition does not hold, this store in memory says so in words of its own. */
    private static Throwable asGoogle(Throwable problem) {
        return problem.getCause() instanceof FileAlreadyExistsException
                        || String.valueOf(problem.getMessage()).contains("Generation mismatch")
                ? new StorageException(412, "conditionNotMet", problem)
                : problem;
    }

    private void check(Storage storage, String bucket) {
        if (!mayWrite) {
            throw new AccessException("these credentials lack storage.objects.create in the bucket '" + bucket + "'");
        }
    }

    /** One call at a time: this store in memory looks at a condition and writes in two steps. */
    private Storage noting() {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    synchronized (peer) {
                        try {
                            return method.invoke(peer, arguments);
                        } catch (InvocationTargetException e) {
                            throw asGoogle(e.getCause());
                        }
                    }
                });
    }
}
