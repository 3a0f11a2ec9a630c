// Package version names the release that a binary was built from.
package version

import "runtime"

// Number is the version of the next or current release.
const Number = "0.4.0"

// Full returns the release with the toolchain and platform of the binary.
func Full() string {
	return Number + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
