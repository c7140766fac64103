package accident

func twin() {} // missing on most ports, but this is how it is meant:
