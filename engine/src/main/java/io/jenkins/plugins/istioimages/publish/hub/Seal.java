package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;

/** What every image must bear before it is tagged: signatures, claims. Used by many threads. */
public interface Seal {
    /** Nothing. */
    Seal NONE = new Seal() {
        @Override
        public List<Mark> marks(Digest image) {
            return List.of();
        }

        @Override
        public void set(ImageStore store, Repository repository, ManifestContent root) {}
    };

    /** All that several ask for, set in their order. */
    static Seal all(List<Seal> seals) {
        List<Seal> kept = List.copyOf(seals);
        return new Seal() {
            @Override
            public List<Mark> marks(Digest image) {
                return kept.stream().flatMap(seal -> seal.marks(image).stream()).toList();
            }

            @Override
            public void set(ImageStore store, Repository repository, ManifestContent root) {
                kept.forEach(seal -> seal.set(store, repository, root));
            }
        };
    }

    /**
     * What is looked for on each manifest of an image.
     *
     * @param image the index; the image where there is one platform only
     */
    List<Mark> marks(Digest image);

    /**
     * Sets what is missing on an image and all below it. What is there stays.
     *
     * @param root the index; the image where there is one platform only
     */
    void set(ImageStore store, Repository repository, ManifestContent root);

    /** One of the things that a manifest must bear. */
    interface Mark {
        /** What it is, in a word or two: {@code signature}. */
        String name();

        /** What should be there, short enough for a line. */
        String asked();

        /** Whether a manifest bears it. */
        boolean isOn(ImageStore store, Repository repository, Descriptor manifest);

        /** One that is looked for in a way of its own. */
        static Mark of(String name, String asked, Look look) {
            return new Mark() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public String asked() {
                    return asked;
                }

                @Override
                public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
                    return look.isOn(store, repository, manifest);
                }
            };
        }
    }

    /** Finds out whether a manifest bears something. */
    interface Look {
        boolean isOn(ImageStore store, Repository repository, Descriptor manifest);
    }
}
