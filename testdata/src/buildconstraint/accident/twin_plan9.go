package accident

func twin() {}
