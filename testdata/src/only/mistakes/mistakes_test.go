//xplatvet:only linux // want `^//xplatvet:only has no effect on the package clause of a test$`
package mistakes
