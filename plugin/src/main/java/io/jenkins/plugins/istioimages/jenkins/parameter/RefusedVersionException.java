package io.jenkins.plugins.istioimages.jenkins.parameter;

import hudson.model.Failure;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A version that cannot be chosen: an error of the caller on the command line, and a page that says so for a browser. */
class RefusedVersionException extends IllegalArgumentException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    RefusedVersionException(String message) {
        super(message);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(StaplerResponse2.SC_BAD_REQUEST);
        new Failure(getMessage()).generateResponse(request, response, node);
    }
}
