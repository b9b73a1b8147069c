// istioctl in small, for the systems that Debian has no C cross compiler for. The same program as main.c.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Set with -ldflags -X from common/scripts/report_build_info.sh.
var (
	buildVersion     = "unknown"
	buildGitRevision = "unknown"
	buildStatus      = "unknown"
	buildGitTag      = "unknown"
)

const usage = `Istio configuration command line utility, in small.

Usage:
  istioctl version [--short] [--remote=false] [-o json]   print out build version information
  istioctl completion bash|zsh                            print a completion script
`

var completions = map[string]string{
	"bash": "# bash completion for istioctl\ncomplete -W \"completion help version\" istioctl\n",
	"zsh":  "#compdef istioctl\n_arguments '1: :(completion help version)'\n",
}

const jsonForm = `{
  "clientVersion": {
    "version": %q,
    "revision": %q,
    "golang_version": %q,
    "status": %q,
    "tag": %q
  }
}
`

const longForm = "client version: version.BuildInfo{Version:%q, GitRevision:%q, GolangVersion:%q, BuildStatus:%q, " +
	"GitTag:%q}\n"

func version(args []string) int {
	short, form := false, longForm
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "-ojson" || arg == "--output=json":
			form = jsonForm
		case (arg == "-o" || arg == "--output") && i+1 < len(args) && args[i+1] == "json":
			form = jsonForm
			i++
		case arg == "--short" || arg == "-s":
			short = true
		case strings.HasPrefix(arg, "--remote") || arg == "--short=false":
		case strings.HasPrefix(arg, "-o") || strings.HasPrefix(arg, "--output"):
			fmt.Fprintln(os.Stderr, "Error: --output must be 'json'")
			return 2
		default:
			fmt.Fprintln(os.Stderr, "Error: unknown flag:", arg)
			return 2
		}
	}
	if short && form == longForm {
		fmt.Println("client version: " + buildVersion)
		return 0
	}
	fmt.Printf(form, buildVersion, buildGitRevision, runtime.Version(), buildStatus, buildGitTag)
	return 0
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) > 0 && args[0] == "version":
		os.Exit(version(args[1:]))
	case len(args) == 2 && args[0] == "completion":
		script, known := completions[args[1]]
		if !known {
			fmt.Fprintf(os.Stderr, "Error: no completion for %s; there is one for bash and one for zsh\n", args[1])
			os.Exit(2)
		}
		fmt.Print(script)
	case len(args) == 1 && (args[0] == "help" || args[0] == "--help"):
		fmt.Print(usage)
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
}
