package ok // about macos, it seems: there is no other parser

func g() {}
